import type { Surroundings } from '@/lib/client/transport/environment'
import type { Reason } from '@/lib/client/transport/fit-interest'
import { InterestPoster } from '@/lib/client/transport/interest-sync'
import type { Interest, InterestAnswer } from '@/lib/client/transport/tell-interest'
import type { ZnodePath } from '@/lib/znode/path'
import { ChildrenStore } from './children-store'
import { type ClusterView, NO_EVIDENCE, viewOf } from './cluster-view'
import { FrameGate } from './commit-scheduler'
import { Fading } from './expiry-timer'
import { type Fact, Facts } from './facts'
import type { Flash } from './flashes'
import { RecordedNews } from './history-signal'
import { type LiveEvent, LiveFeed } from './live-feed'
import { Timeline } from './timeline'
import { TreeStore } from './tree-store'
import { ZnodeStore } from './znode-store'

/** Everything a browser knows of one cluster, kept true by one event stream. Knows no React. */
export class LiveStore {
  readonly cluster: string
  readonly tree: TreeStore
  readonly children: ChildrenStore
  readonly znodes: ZnodeStore
  readonly timeline = new Timeline(() => {
    this.#interest.poke()
    this.#notify()
  })
  readonly recorded = new RecordedNews(() => this.#interest.poke(true))
  readonly #surroundings: Surroundings
  readonly #streamId: string
  readonly #interest: InterestPoster
  readonly #gate: FrameGate
  readonly #fading: Fading
  readonly #facts = new Facts()
  readonly #news = new Map<ZnodePath, Fact>()
  readonly #listeners = new Set<() => void>()
  readonly #shown = new Map<string, readonly ZnodePath[]>()
  #feed: LiveFeed | undefined
  #idle: ClusterView
  #shownAt: number
  /** ZooKeeper answers the server. */
  #isUp = false

  constructor(cluster: string, surroundings: Surroundings) {
    this.cluster = cluster
    this.#surroundings = surroundings
    this.#streamId = surroundings.uuid()
    this.#shownAt = surroundings.now()
    this.#gate = new FrameGate(surroundings, () => this.#commit())
    this.#fading = new Fading(surroundings, () => {
      this.tree.touch()
      this.#gate.poke()
    })
    this.#interest = new InterestPoster(cluster, this.#streamId, surroundings, {
      collect: () => this.#onScreen(),
      newest: () => this.#facts.newest,
      floorOf: (paths) => this.#facts.floorOf(paths),
      epoch: () => this.#feed?.epoch,
      // All of it comes from one session of the server, behind what this page knew.
      contradicts: ({ stats }) =>
        stats.some(({ path, ...fact }) => this.#facts.provesReturn(path, fact)),
      onNewEnsemble: () => this.#forget(true),
      onAnswer: (answer) => this.#onInterest(answer),
      onStanding: () => this.#feed?.judge(),
      onUnknownStream: () => this.#feed?.reopen(),
    })
    this.#idle = viewOf(NO_EVIDENCE, this.#shownAt)
    this.children = this.#createChildren()
    this.tree = new TreeStore(this.children, {
      fact: (path) => this.#facts.get(path),
      acted: () => this.#notify(),
      watched: () => this.#interest.poke(),
    })
    this.znodes = this.#createZnodes()
  }

  /** Opens the stream. Answers the way to close it; it can be opened again. */
  start(): () => void {
    this.#feed = new LiveFeed(this.cluster, this.#streamId, this.#surroundings, {
      opened: (resumed, connection) => this.#interest.opened(resumed, connection),
      recent: (recent) => this.timeline.recall(recent, this.#surroundings.wallClock()),
      standing: () => this.#interest.standing,
      recorded: () => this.recorded.tell(),
      broken: () => this.#interest.broken(),
      reset: (isNewEnsemble) => {
        this.#forget(isNewEnsemble)
        this.#interest.forget()
      },
      events: (events) => this.#onEvents(events),
      waiting: () => this.#gate.poke(),
      stateChanged: () => this.#onState(),
    })
    this.children.update((tree) => tree)
    for (const { reader } of [this.children, this.znodes]) reader.wake()
    return () => {
      for (const { reader } of [this.children, this.znodes]) reader.rest()
      this.#feed?.close()
      this.#feed = undefined
      this.#interest.broken()
    }
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  clusterView(): ClusterView {
    return this.#feed?.view ?? this.#idle
  }

  /** Ends the pause before the next attempt: the stream's, or the server's own. */
  async tryNow(): Promise<void> {
    if (this.clusterView().missing.some(({ part }) => part === 'stream')) this.#feed?.hurry()
    const { request } = this.#surroundings
    // What becomes of it the stream tells.
    await request('reconnect', { cluster: this.cluster, body: {} }).catch(() => undefined)
  }

  fact = (path: ZnodePath): Fact | undefined => this.#facts.get(path)

  /** Why changes of `path` do not reach this screen although it is on it. */
  notFollowed = (path: ZnodePath): Reason | undefined => this.#interest.notFollowed(path)

  flash = (path: ZnodePath): Flash | undefined => this.#fading.flashes.get(path)

  /** Changes a second while so many come that they are drawn together; else null. */
  pace(): number | null {
    return this.#fading.pace.view(this.#shownAt)
  }

  /** The rows in view of a table outside of the tree, which calls itself `owner`. */
  show(owner: string, paths: readonly ZnodePath[]): void {
    if (paths.length === 0) this.#shown.delete(owner)
    else this.#shown.set(owner, paths)
    this.#interest.poke()
  }

  /** Takes in what some answer said of `path`, ours to a write included. */
  learn(path: ZnodePath, fact: Fact): void {
    if (!this.#facts.offer(path, fact)) return
    this.#news.set(path, fact)
    this.#gate.poke()
  }

  #createChildren(): ChildrenStore {
    return new ChildrenStore(this.#surroundings, {
      cluster: this.cluster,
      learn: (path, fact) => this.learn(path, fact),
      floor: (path) => this.#interest.floorOfParent(path),
      watched: () => this.#interest.poke(true),
      due: () => this.#gate.poke(),
      changed: () => {
        this.tree.onTree()
        this.#gate.poke()
      },
    })
  }

  #createZnodes(): ZnodeStore {
    return new ZnodeStore(this.#surroundings, {
      cluster: this.cluster,
      fact: (path) => this.#facts.get(path),
      learn: (path, fact) => this.learn(path, fact),
      floor: (path) => this.#interest.floorOfNode(path),
      watched: () => this.#interest.poke(true),
      changed: () => this.#gate.poke(),
    })
  }

  #onScreen(): Interest {
    const shown = [...this.#shown.values()].flat()
    const nodes = new Set([...this.znodes.paths(), ...this.tree.visible, ...shown])
    return {
      nodes: [...nodes],
      parents: this.children.parents(),
      timeline: this.timeline.scope,
      history: this.recorded.isWatched,
    }
  }

  #onInterest({ stats }: InterestAnswer): void {
    for (const { path, stat, zxid } of stats) this.learn(path, { stat, zxid })
    this.children.reader.proceed()
    this.znodes.reader.proceed()
    // Which rows are not followed may be others now.
    this.tree.touch()
    this.#gate.poke()
    this.recorded.covered()
  }

  #onState(): void {
    const { gap, state, view } = this.clusterView()
    if (gap) this.timeline.break(gap)
    else if (view === 'paused') this.timeline.doubt()
    if (state === 'live' && !this.#isUp) {
      this.#interest.poke(true)
      this.children.reader.hurry()
      this.znodes.reader.hurry()
    }
    this.#isUp = state === 'live'
    this.#notify()
  }

  #onEvents(events: readonly LiveEvent[]): void {
    const now = this.#surroundings.now()
    const changes: Array<Parameters<Timeline['add']>[0][number]> = []
    for (const { id, message } of events) {
      const { path, zxid } = message
      this.children.heed(message)
      if (message.type === 'children') continue
      changes.push([id, message])
      this.#fading.flashes.add(path, message.kind, now)
      this.learn(path, { stat: message.stat, zxid })
    }
    this.timeline.add(changes)
    this.#fading.pace.add(changes.length, now)
    this.#fading.plan()
    this.tree.touch()
  }

  /** What was read has to be read again. Of a new ensemble no older zxid means anything. */
  #forget(isNewEnsemble: boolean): void {
    this.timeline.missed()
    if (isNewEnsemble) this.#facts.supersede()
    if (isNewEnsemble) this.#news.clear()
    this.children.reset(isNewEnsemble)
    this.znodes.reader.unsettle(isNewEnsemble)
  }

  #commit(): void {
    // Until an answer proves which ensemble it is, nothing can be said to be older or newer.
    if (this.#interest.isAnswered) this.#feed?.drain()
    const news = [...this.#news]
    this.#news.clear()
    this.children.onFacts(news)
    for (const [path, fact] of news) this.znodes.onFact(path, fact)
    if (news.length > 0) this.tree.touch()
    this.#notify()
  }

  #notify(): void {
    this.#shownAt = this.#surroundings.now()
    for (const listener of [...this.#listeners]) listener()
  }
}
