import 'server-only'
import type { ClusterGateway } from '@/lib/server/cluster/gateway'
import type { Store } from '@/lib/server/store/store'
import type { Notification, Reply, World } from '@/lib/server/zookeeper/session'
import { ROOT, type ZnodePath } from '@/lib/znode/path'
import { isEphemeral, type Stat } from '@/lib/znode/stat'
import { type Current, ZnodeError } from '@/lib/znode/znode-error'
import { AclReader } from './acl-reader'
import { Backlog, type Said } from './backlog'
import { readBaseline } from './baseline'
import { compareKnown } from './catch-up'
import type { CatchUp } from './catch-up-task'
import { type Eras, syncedZxid } from './eras'
import { headsOf, newestMoment } from './heads'
import { interpret } from './interpret'
import { type Found, isFound, type Look, look } from './look'
import { MetZnodes } from './met-znodes'
import { momentOf } from './moment'
import { RecentMap } from './recent-map'
import { record } from './record'
import { recordedAcls } from './recorded-acls'
import { isRecorded } from './scope'
import type { Sighting } from './sighting'

export type RecorderWorld = Pick<World, 'setTimer' | 'clearTimer'> & {
  /** ms since 1970. */
  readonly wallClock: () => number
  /** Nothing can be recorded now; called again with each try. */
  readonly failed?: (error: unknown) => void
}

type Around = {
  readonly gateway: ClusterGateway
  readonly store: Store
  readonly eras: Eras
  readonly world: RecorderWorld
  /** Something was recorded. */
  readonly recorded: () => void
}

/** Changes of one path within this time are read once (ms). */
const COALESCE_MS = 100
/** While more waits than one round takes; others get their turn in between (ms). */
const HURRY_MS = 10
/** After ZooKeeper or the store failed (ms). */
const RETRY_MS = 1_000
const BATCH = 500
/** Paths remembered at most of each kind (I10). */
const REMEMBERED = 50_000

const NOTHING: Said = new Set()

/** Records every change of the recorded subtrees, whoever makes it. Runs beside the live tree. */
export class Recorder {
  readonly #around: Around
  readonly #backlog = new Backlog()
  readonly #acls = new AclReader()
  readonly #met = new MetZnodes()
  readonly #shown = new RecentMap<ZnodePath, true>(REMEMBERED)
  #seen: Found[] = []
  #timer: unknown
  #isBusy = false
  #isClosed = false
  /** Why everything has to be compared: notifications were lost, or there are none. */
  #due: 'lost' | 'poll' | null = null
  #comparedTo: string | undefined
  #hasBaseline = false

  constructor(around: Around) {
    this.#around = around
  }

  /** Changes that are not recorded yet. */
  get waiting(): number {
    return this.#backlog.size + this.#seen.length
  }

  /** Whether everything that was heard of is recorded; once closed, whether it has ended. */
  get isIdle(): boolean {
    return !this.#isBusy && (this.#isClosed || !this.#hasWork)
  }

  get #hasWork(): boolean {
    return this.waiting > 0 || this.#due !== null
  }

  /** What the recorder wants to hear of the live feed. */
  readonly follower = {
    notified: (notification: Notification) => this.#notified(notification),
    connected: () => this.#connected(),
    met: (path: ZnodePath, stat: Stat) => this.#meet(path, stat),
  }

  #notified({ type, path }: Notification): void {
    if (!isRecorded(this.#scope, path)) return
    this.#backlog.mark(path, [type])
    this.#plan(COALESCE_MS)
  }

  /** Somebody else's read: it tells ephemerals, and ACLs that changed in silence. */
  #meet(path: ZnodePath, stat: Stat): void {
    if (!isRecorded(this.#scope, path)) return
    const isAnother = this.#met.meet(path, stat)
    if (isAnother && !isEphemeral(stat)) this.#backlog.mark(path, ['acl'])
    this.#plan(COALESCE_MS)
  }

  #connected(): void {
    this.#around.eras.forget()
    this.#due = 'lost'
    this.#plan(0)
  }

  /** Where a server sends no notifications, what is recorded is compared instead. */
  poll(): void {
    this.#due ??= 'poll'
    this.#plan(0)
  }

  /** Somebody was shown a value: it is the “before” of the next change. */
  shown(path: ZnodePath, { value: found, zxid }: Reply<Current>): void {
    if (isEphemeral(found.stat) || !isRecorded(this.#scope, path)) return
    if (this.#acls.isOutdated(path, found.stat)) this.#backlog.mark(path, ['acl'])
    if (!this.#shown.has(path) && this.#seen.length < BATCH) {
      this.#shown.set(path, true)
      this.#seen.push({ path, found, zxid })
    }
    this.#plan(COALESCE_MS)
  }

  close(): void {
    this.#isClosed = true
    this.#around.world.clearTimer(this.#timer)
  }

  get #scope() {
    return this.#around.gateway.config.history
  }

  #plan(delay: number): void {
    if (this.#timer !== undefined || this.#isBusy || this.#isClosed || !this.#hasWork) return
    this.#timer = this.#around.world.setTimer(() => void this.#run(), delay)
  }

  async #run(): Promise<void> {
    this.#timer = undefined
    this.#isBusy = true
    let pause = COALESCE_MS
    try {
      if (this.#due) await this.#catchUp(this.#due)
      await this.#flush()
    } catch (error) {
      // ZooKeeper or the store is away: what waits is kept, and tried again.
      this.#around.world.failed?.(error)
      pause = RETRY_MS
    }
    this.#isBusy = false
    if (this.#backlog.takeOverflow()) this.#due = 'lost'
    this.#plan(this.#backlog.size > BATCH && pause === COALESCE_MS ? HURRY_MS : pause)
  }

  async #flush(): Promise<void> {
    const taken = this.#backlog.take(BATCH)
    const seen = this.#seen
    this.#seen = []
    if (taken.size + seen.length === 0) return
    try {
      await this.#keep(await this.#read(seen, taken))
    } catch (error) {
      this.#backlog.restore(taken)
      this.#seen = [...seen, ...this.#seen].slice(0, BATCH)
      throw error
    }
  }

  async #read(seen: readonly Found[], taken: ReadonlyMap<ZnodePath, Said>): Promise<Sighting[]> {
    const { gateway, store, world } = this.#around
    const found = await look(await gateway.connected('read'), [...taken.keys()])
    const looks = await this.#withAcls([...seen, ...found], taken)
    const ended = looks.filter((each) => !isFound(each) || isEphemeral(each.found.stat))
    const paths = ended.map(({ path }) => path)
    const heads = await store.use((db) => headsOf(db, gateway.config.id, paths))
    const now = world.wallClock()
    return looks.flatMap((each, index) => {
      const around = { head: heads.get(each.path), met: this.#met, now }
      const said = index < seen.length ? undefined : taken.get(each.path)
      return interpret(each, said ?? NOTHING, around)
    })
  }

  async #withAcls(looks: readonly Look[], said?: ReadonlyMap<ZnodePath, Said>): Promise<Look[]> {
    const { gateway, store } = this.#around
    const era = await this.#era()
    return await this.#acls.complete(looks, {
      era,
      session: await gateway.connected('read'),
      recorded: (paths) => store.use((db) => recordedAcls(db, gateway.config.id, { era, paths })),
      isNew: (path) => said?.get(path)?.has('created') ?? false,
      again: (path) => this.#backlog.mark(path, ['acl']),
    })
  }

  async #keep(sightings: readonly Sighting[]): Promise<void> {
    if (sightings.length === 0) return
    const { gateway, store, world } = this.#around
    const era = await this.#era()
    const { id: cluster, history: scope } = gateway.config
    const ledger = { cluster, era, scope, now: world.wallClock() }
    await store.use((db) => db.transaction().execute((tx) => record(tx, ledger, sightings)))
    this.#around.recorded()
  }

  async #era(): Promise<number> {
    const { gateway, store, eras } = this.#around
    return await store.use((db) => eras.current(db, () => syncedZxid(gateway)))
  }

  async #catchUp(due: 'lost' | 'poll'): Promise<void> {
    const { gateway, store, world } = this.#around
    const session = await gateway.connected('read')
    const { id: cluster, history: scope } = gateway.config
    const era = await this.#era()
    const upTo = await syncedZxid(gateway)
    const since = this.#comparedTo ?? (await store.use((db) => newestMoment(db, cluster)))
    const task: CatchUp = {
      ...{ session, cluster, scope, era, since, awayTo: due === 'lost' ? upTo : null },
      now: world.wallClock,
      read: (work) => store.use(work),
      keep: (sightings) => this.#keep(sightings),
      look: async (paths) => this.#withAcls(this.#met.learn(await look(session, paths))),
      breathe: () => this.#breathe(),
    }
    this.#due = null
    try {
      await compareKnown(task)
      if (scope.baseline && !this.#hasBaseline) await readBaseline(task)
      this.#hasBaseline = true
      this.#comparedTo = momentOf(era, upTo)
    } catch (error) {
      this.#due ??= due
      throw error
    }
  }

  /** A long comparison holds up neither what changes meanwhile, nor the end. */
  async #breathe(): Promise<void> {
    if (this.#isClosed) throw new ZnodeError('not-live', ROOT)
    await this.#flush()
  }
}
