import type { ClusterConfig } from '@/lib/server/cluster/config'
import { ClusterGateway, type Purpose } from '@/lib/server/cluster/gateway'
import { listChildren, type Reading, readZnode } from '@/lib/server/cluster/read'
import type { Interest } from '@/lib/server/live/interest'
import { LiveTree, type LiveWorld } from '@/lib/server/live/live-tree'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { ROOT, type ZnodePath } from '@/lib/znode/path'
import type { Hex64 } from '@/lib/znode/zxid'
import { FakeSession } from './fake-session'
import type { Surroundings } from './transport'

const CONFIG: ClusterConfig = {
  id: 'main',
  name: 'main',
  session: {
    servers: [],
    chroot: ROOT,
    sessionTimeout: 6_000,
    connectTimeout: 4_000,
    operationTimeout: 5_000,
    heartbeat: 1_000,
    maxFrameBytes: 4_194_304,
    maxValueBytes: 1_000_000,
    auth: [],
    allowReadOnly: false,
  },
  readOnly: false,
  protectedPaths: [],
}

/** What a mutant may put between the parts. */
export type Seams = {
  readonly session: (session: ZooKeeperSession, purpose: Purpose) => ZooKeeperSession
  readonly world: (world: LiveWorld) => LiveWorld
}

/** What the interest route takes. */
export type InterestBody = {
  readonly stream: string
  readonly nodes: readonly ZnodePath[]
  readonly parents: readonly ZnodePath[]
  readonly timeline: ZnodePath | null
  readonly floor?: Hex64
}

/** The process that serves one cluster, with the handlers of its API that the browser calls. */
export class Dashboard {
  readonly live: LiveTree
  readonly #gateway: ClusterGateway
  readonly #sessions = new Map<Purpose, FakeSession>()
  /** What each stream said last that it looks at. */
  readonly interests = new Map<string, Interest>()
  isUp = true

  constructor(surroundings: Surroundings, hasWatches: boolean, seams: Seams) {
    const { clock, chance } = surroundings
    const world: LiveWorld = {
      now: clock.now,
      setTimer: clock.setTimer,
      clearTimer: clock.clearTimer,
      random: chance.next,
      wallClock: () => 1_700_000_000_000 + Math.floor(clock.now()),
    }
    this.#gateway = new ClusterGateway(CONFIG, {
      ...world,
      open: (_, purpose) => {
        const session = new FakeSession(surroundings, hasWatches)
        this.#sessions.set(purpose, session)
        return seams.session(asSession(session), purpose)
      },
    })
    this.live = new LiveTree(
      () => this.#gateway.session('watch'),
      () => void this.#gateway.release('watch'),
      seams.world(world),
    )
  }

  /** The session for `purpose` while it is open. */
  session(purpose: Purpose): FakeSession | undefined {
    const session = this.#sessions.get(purpose)
    return session?.status === 'closed' ? undefined : session
  }

  async stop(): Promise<void> {
    this.isUp = false
    this.live.close()
    await this.#gateway.close()
  }

  /** As the route does. */
  async setInterest({ stream, nodes, parents, timeline, floor }: InterestBody): Promise<unknown> {
    const interest = { nodes: new Set(nodes), parents: new Set(parents), timeline }
    this.interests.set(stream, interest)
    const { epoch, zxid, facts } = await this.live.setInterest(stream, interest, floor)
    return { epoch, zxid, stats: [...facts].map(([path, fact]) => ({ path, ...fact })) }
  }

  async listChildren(reading: Reading): Promise<unknown> {
    const { value, zxid } = await listChildren(await this.#gateway.connected('read'), reading)
    return { path: reading.path, ...value, zxid }
  }

  async readZnode(reading: Reading): Promise<unknown> {
    const { value, zxid } = await readZnode(await this.#gateway.connected('read'), reading)
    return { path: reading.path, ...value, data: value.data?.toString('base64') ?? null, zxid }
  }
}

/** The engine calls no other operation than those the fake has; one that it lacks would throw. */
function asSession(session: FakeSession): ZooKeeperSession {
  return session as unknown as ZooKeeperSession
}
