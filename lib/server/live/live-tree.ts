import 'server-only'
import type { ClusterState } from '@/lib/api/cluster'
import { type Interest, isFor } from '@/lib/api/interest'
import {
  EventLog,
  encodeFrame,
  type LoggedMessage,
  newEpoch,
} from '@/lib/server/live/cache/event-log'
import type { Fact } from '@/lib/server/live/cache/facts'
import { Recent } from '@/lib/server/live/cache/recent'
import { type CauseLine, CauseLog } from '@/lib/server/live/state/cause-log'
import { StateTeller } from '@/lib/server/live/state/state-teller'
import { Audience, type Sink, type Teller } from '@/lib/server/live/subscribers/audience'
import { type Follower, Followers } from '@/lib/server/live/subscribers/followers'
import { Feed, type WatchGateway } from '@/lib/server/live/watch/feed'
import { Observer } from '@/lib/server/live/watch/observer'
import type { World } from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'
import { ZnodeError } from '@/lib/znode/znode-error'
import type { Hex64 } from '@/lib/znode/zxid'

/** What the live tree touches of the outside; the simulation brings its own. */
export type LiveWorld = Pick<World, 'now' | 'setTimer' | 'clearTimer' | 'random'> & {
  /** ms since 1970. */
  readonly wallClock: () => number
  /** Where it is said what is wrong with the cluster. */
  readonly log?: (line: CauseLine) => void
}

/** How often the state is told and screens are verified (ms). */
const TICK_MS = 2_000
/** With nobody watching for this long, the ZooKeeper session is let go (ms). */
const IDLE_MS = 60_000

/** The session that opened a stream, and what of the last minutes it may see. */
type Reader = {
  readonly owner?: string
  readonly sees?: (path: ZnodePath) => boolean
}

type Told = {
  readonly epoch: string
  readonly zxid: Hex64
  readonly facts: ReadonlyMap<ZnodePath, Fact>
  /** ZooKeeper refuses to let us read these. */
  readonly notRead: readonly ZnodePath[]
}

/** Our mirror of the znodes somebody looks at, and the stream of what happens to them. */
export class LiveTree {
  readonly #world: LiveWorld
  readonly #feed: Feed
  readonly #audience: Audience
  readonly #observer: Observer
  readonly #followers = new Followers()
  #log: EventLog
  #tick: unknown
  #quietSince: number | null = null
  readonly #recent: Recent
  readonly #states: StateTeller

  constructor(gateway: WatchGateway, world: LiveWorld) {
    this.#world = world
    this.#audience = new Audience(world, {
      released: (paths) => this.#observer.release(paths),
      unfollowed: () => this.#observer.releaseUnwatched(),
    })
    this.#log = new EventLog(newEpoch(world))
    this.#recent = new Recent(world.wallClock)
    this.#states = new StateTeller({
      state: () => this.#feed.state(),
      broadcast: (state) => this.#audience.broadcast({ type: 'state', ...state }),
      recent: this.#recent,
      log: new CauseLog(world.log ?? (() => undefined), world.now),
      wallClock: world.wallClock,
    })
    this.#feed = new Feed(gateway, world, {
      notified: (notification) => this.#observer.notified(notification),
      resync: (goOn) => this.#observer.resync(goOn),
      interrupted: () => this.#observer.interrupted(),
      current: () => {
        this.#observer.proceed()
        this.#followers.connected()
      },
      changed: () => this.#states.tell(),
      wiped: () => {
        this.#restart('epoch')
        this.#followers.wentBack()
      },
    })
    this.#observer = new Observer({
      interests: this.#audience.interests,
      feed: () => this.#feed,
      followers: this.#followers,
      emit: (message) => this.#emit(message),
      overflowed: () => this.#restart('overflow'),
      world,
    })
    gateway.onFact(({ path, ...fact }) => this.#observer.shown(path, fact))
  }

  /** Streams connected now. */
  get viewers(): number {
    return this.#audience.size
  }

  get epoch(): string {
    return this.#log.epoch
  }

  state(): ClusterState {
    return this.#states.state()
  }

  /** Throws `unknown-stream` where another session holds `stream`. */
  guard(stream: string, owner: string): void {
    this.#audience.guard(stream, owner)
  }

  /** Does not wait for the next attempt to connect any longer. */
  reconnect(): void {
    this.#wake()
    this.#feed.reconnect()
  }

  /**
   * Seats a stream: `hello` first, then what it missed since `lastEventId` where that is known,
   * then everything that concerns it. Answers the way to leave.
   */
  attach(
    stream: string,
    lastEventId: string | null,
    sink: Sink,
    { owner, sees = () => true }: Reader = {},
  ): () => void {
    this.#wake()
    const returning = this.#audience.knows(stream, owner)
    const missed = lastEventId && returning ? this.#log.since(lastEventId) : undefined
    const connection = newEpoch(this.#world)
    const leave = this.#audience.join(stream, sink, connection, owner)
    const { epoch } = this.#log
    const resumed = missed !== undefined
    const recent = this.#recent.seenBy(resumed ? () => false : sees)
    const state = this.state()
    sink(
      encodeFrame(
        { type: 'hello', epoch, resumed, connection, state, recent },
        resumed ? undefined : this.#log.position,
      ),
    )
    const interest = this.#audience.interests.of(stream)
    for (const event of missed ?? []) if (isFor(interest, event)) sink(event.frame)
    return leave
  }

  /**
   * Replaces what `stream` looks at, unless a later `turn` did. Answers the facts of its nodes (one
   * that was let go meanwhile is left out), no older than `floor` (`0x0`: read anew), and the zxid
   * from which on every change of what it looks at reaches the stream; see `Feed.zxid`. Rejects
   * while ZooKeeper is away.
   */
  async setInterest(
    stream: string,
    interest: Interest,
    { floor, ...teller }: Teller & { readonly floor?: Hex64 | undefined } = {},
  ): Promise<Told> {
    this.#audience.setInterest(stream, interest, teller)
    const session = await this.#feed.ready()
    const log = this.#log
    const zxid = await this.#feed.zxid(session, floor)
    const asking = teller.owner === undefined ? session : session.shareOf(teller.owner)
    const notRead = await this.#observer.look(interest, floor, asking)
    // What was read is of another epoch than the one that stands now.
    if (this.#log !== log) throw new ZnodeError('not-live', '')
    const facts = new Map<ZnodePath, Fact>()
    const outdated = new Set(notRead)
    for (const path of interest.nodes) {
      const fact = outdated.has(path) ? undefined : this.#observer.get(path)
      if (fact) facts.set(path, fact)
    }
    return { epoch: log.epoch, zxid, facts, notRead }
  }

  /** Tells whoever has a history on the screen that something was recorded. */
  tellRecorded = (): void => this.#audience.tellRecorded()

  /** Keeps the feed running for `follower`; answers the way to stop. */
  follow(follower: Follower): () => void {
    const leave = this.#followers.add(follower)
    this.#wake()
    if (this.#feed.isCurrent) follower.connected()
    return leave
  }

  /** Tells a slow reader to read again, from here on: what it missed would not fit next time. */
  overflowFrame(): Uint8Array {
    const { epoch, position } = this.#log
    return encodeFrame({ type: 'reset', epoch, reason: 'overflow' }, position)
  }

  /** Ends the feed; streams are ended by their owner. */
  close(): void {
    this.#world.clearTimer(this.#tick)
    this.#tick = undefined
    this.#states.rest()
    this.#feed.stop()
    this.#observer.clear()
  }

  #wake(): void {
    this.#quietSince = null
    this.#feed.start()
    this.#tick ??= this.#world.setTimer(() => this.#onTick(), TICK_MS)
  }

  #onTick(): void {
    this.#tick = undefined
    if (this.#audience.isEmpty && this.#followers.isEmpty) {
      this.#quietSince ??= this.#world.now()
      if (this.#world.now() - this.#quietSince > IDLE_MS) {
        this.close()
        return
      }
    }
    this.#tick = this.#world.setTimer(() => this.#onTick(), TICK_MS)
    this.#states.tell(true)
    void this.#observer.sweep()
  }

  #emit(message: LoggedMessage): void {
    const event = this.#log.append(message)
    if (message.type === 'change')
      this.#recent.add(`${this.epoch}-${event.seq}`, message, event.frame.length)
    this.#audience.deliver(event)
  }

  /** Begins a new epoch: nothing read before holds any more, or too much was missed. */
  #restart(reason: 'epoch' | 'overflow'): void {
    this.#observer.clear()
    this.#log = new EventLog(newEpoch(this.#world))
    this.#audience.broadcast({ type: 'reset', epoch: this.#log.epoch, reason })
  }
}
