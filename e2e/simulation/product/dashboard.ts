import type * as z from 'zod'
import { Link, type Terrain } from '@/e2e/simulation/network/link'
import type { Chance } from '@/e2e/simulation/time/chance'
import { HOSTS } from '@/e2e/simulation/zookeeper/ensemble'
import type { setInterest } from '@/lib/api/events'
import type { Interest } from '@/lib/api/interest'
import type { ClusterConfig } from '@/lib/server/cluster/config'
import { ClusterGateway, type Purpose } from '@/lib/server/cluster/gateway'
import { listChildren, type Reading, readZnode } from '@/lib/server/cluster/read/reads'
import { sse } from '@/lib/server/http/sse/event-stream'
import { Streams } from '@/lib/server/http/sse/open-streams'
import { LiveTree, type LiveWorld } from '@/lib/server/live/live-tree'
import type { Sink } from '@/lib/server/live/subscribers/audience'
import { judgeInterest } from '@/lib/server/live/subscribers/judge-interest'
import { tellInterest } from '@/lib/server/live/tell-interest'
import { openSession } from '@/lib/server/zookeeper/client/open-session'
import type { World, ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { ROOT, type ZnodePath } from '@/lib/znode/path'
import { ZnodeError } from '@/lib/znode/znode-error'
import type { Hex64 } from '@/lib/znode/zxid'

const CONFIG: ClusterConfig = {
  id: 'main',
  name: 'main',
  session: {
    servers: HOSTS.map((host) => ({ host, port: 2181 })),
    chroot: ROOT,
    sessionTimeout: 6_000,
    connectTimeout: 2_000,
    operationTimeout: 5_000,
    heartbeat: 1_000,
    maxFrameBytes: 4_194_304,
    maxValueBytes: 1_000_000,
    auth: [],
    allowReadOnly: false,
  },
  readOnly: false,
  protectedPaths: [],
  history: { include: [], exclude: [], redact: [], maxValueBytes: 0, baseline: false },
}

/** More than a story has pages. */
const MOST_STREAMS = 50

/** What a mutant may put between the parts. */
export type Seams = {
  readonly session: (session: ZooKeeperSession, purpose: Purpose) => ZooKeeperSession
  readonly world: (world: LiveWorld) => LiveWorld
  readonly sink: (sink: Sink) => Sink
}

/** The process that serves one cluster, with the handlers of its API that the browser calls. */
export class Dashboard {
  readonly live: LiveTree
  readonly streams = new Streams(MOST_STREAMS)
  readonly #terrain: Terrain
  readonly #seams: Seams
  readonly #gateway: ClusterGateway
  readonly #links = new Map<Purpose, Link>()
  readonly #sessions = new Map<Purpose, ZooKeeperSession>()
  #isAlive = true
  /** Every path whose stat the watch session asked for, until it is emptied. */
  readonly asked = new Set<ZnodePath>()
  /** What each stream said last that it looks at, unless it was told that nobody knows the stream. */
  readonly interests = new Map<string, Interest>()
  /** What of that was accepted last. */
  readonly followed = new Map<string, Interest>()
  readonly #turns = new Map<string, number>()
  /** When anything reached the watch session last (ms). */
  heard = Number.NEGATIVE_INFINITY
  isUp = true
  /** Settles when the process is killed, with every connection to it. */
  readonly crashed: Promise<void>
  #fall: () => void = () => undefined

  constructor(terrain: Terrain, chance: Chance, seams: Seams) {
    this.#terrain = terrain
    this.#seams = seams
    this.crashed = new Promise((resolve) => {
      this.#fall = resolve
    })
    const { clock } = terrain
    const world = {
      now: clock.now,
      setTimer: (run: () => void, ms: number) => clock.setTimer(() => this.#isAlive && run(), ms),
      clearTimer: clock.clearTimer,
      random: chance.next,
    }
    this.#gateway = new ClusterGateway(CONFIG, {
      ...world,
      open: ({ session }, purpose) => {
        const connect: World['connect'] = ({ host }) => this.#connect(purpose, host)
        const opened = openSession({ ...session, world: { ...world, connect } })
        this.#sessions.set(purpose, opened)
        return seams.session(opened, purpose)
      },
    })
    const wallClock = () => 1_700_000_000_000 + Math.floor(clock.now())
    this.live = new LiveTree(this.#gateway, seams.world({ ...world, wallClock }))
  }

  /** The connection that carries the session for `purpose`, or carried it last. */
  link(purpose: Purpose): Link | undefined {
    return this.#links.get(purpose)
  }

  /** The session for `purpose` as ZooKeeper knows it; null before there is one. */
  sessionId(purpose: Purpose): Hex64 | null {
    return this.#sessions.get(purpose)?.health.sessionId ?? null
  }

  /** As a process that got SIGTERM. */
  async stop(): Promise<void> {
    this.isUp = false
    this.streams.endAll()
    this.live.close()
    await this.#gateway.close()
  }

  /** As a process that was killed: nothing it has planned happens any more. */
  crash(): void {
    this.isUp = false
    this.#isAlive = false
    this.#fall()
    for (const link of this.#links.values()) link.cut()
  }

  /** As its route does. `madeAt`: when each event that waits or is under way was sent (ms). */
  openEvents(stream: string, lastEventId: string | null, signal: AbortSignal) {
    const madeAt: number[] = []
    const { now } = this.#terrain.clock
    const noting =
      (sink: Sink): Sink =>
      (frame) => {
        madeAt.push(now())
        sink(frame)
      }
    const { body } = sse({
      signal,
      streams: this.streams,
      key: stream,
      stands: () => true,
      attach: (sink) =>
        this.live.attach(stream, lastEventId, this.#seams.sink(noting(sink)), { owner: stream }),
      overflow: () => this.live.overflowFrame(),
    })
    if (!body) throw new Error('A stream has a body')
    return { body, madeAt }
  }

  /** As its route does. */
  async setInterest(body: z.output<typeof setInterest.body>) {
    const { stream, turn = 0 } = body
    const { interest } = judgeInterest(body, () => true)
    const before = { interest: this.interests.get(stream), turn: this.#turns.get(stream) ?? 0 }
    const isLatest = () => turn >= (this.#turns.get(stream) ?? 0)
    const told = tellInterest(this.live, body, { owner: stream, sees: () => true })
    if (isLatest()) this.interests.set(stream, interest)
    this.#turns.set(stream, Math.max(turn, before.turn))
    try {
      const answer = await told
      if (isLatest()) this.followed.set(stream, interest)
      return answer
    } catch (error) {
      // It was not taken: what was said before is what is kept for the stream's return.
      const isRefused = error instanceof ZnodeError && error.code === 'unknown-stream'
      if (isRefused && this.interests.get(stream) === interest) {
        this.#turns.set(stream, before.turn)
        if (before.interest) this.interests.set(stream, before.interest)
        else this.interests.delete(stream)
      }
      throw error
    }
  }

  /** As its route does. */
  async listChildren(reading: Reading) {
    const { value, zxid } = await listChildren(await this.#gateway.connected('list'), reading)
    return { path: reading.path, ...value, zxid }
  }

  /** As its route does. */
  async readZnode(reading: Reading) {
    const { value, zxid } = await readZnode(await this.#gateway.connected('read'), reading)
    return { path: reading.path, ...value, data: value.data?.toString('base64') ?? null, zxid }
  }

  #connect(purpose: Purpose, host: string): Link['socket'] {
    const { now } = this.#terrain.clock
    const isWatch = purpose === 'watch'
    const link = new Link(this.#terrain, host, {
      asked: (path) => isWatch && this.asked.add(path),
      heard: () => {
        if (isWatch) this.heard = now()
      },
    })
    if (this.#isAlive) this.#links.set(purpose, link)
    else link.freeze()
    return link.socket
  }
}
