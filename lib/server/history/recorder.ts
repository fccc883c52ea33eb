import 'server-only'
import type { ClusterGateway } from '@/lib/server/cluster/gateway'
import { BoundedMap, weightOf } from '@/lib/server/collections/bounded-map'
import type { Store } from '@/lib/server/store/store'
import type { Notification, Reply, World } from '@/lib/server/zookeeper/session'
import { ROOT, type ZnodePath } from '@/lib/znode/path'
import { isEphemeral, type Stat } from '@/lib/znode/stat'
import { type Current, ZnodeError } from '@/lib/znode/znode-error'
import { AclReader } from './acl-reader'
import { Backlog, type Said } from './backlog'
import { readBaseline } from './baseline'
import { compareKnown } from './catch-up'
import { CATCHING_UP, type CatchUp, listOf } from './catch-up-task'
import { closeReturn, type Eras, isReturnOpen, syncedZxid } from './eras'
import { headsOf, newestMoment } from './heads'
import { interpret } from './interpret'
import { Keeper } from './keeper'
import { type Found, isFound, type Look, look } from './look'
import { MetZnodes } from './met-znodes'
import { momentOf } from './moment'
import { recordedAcls } from './recorded-acls'
import { isRecorded } from './scope'
import type { Sighting } from './sighting'
import { DataWentBack, wentBack } from './went-back'

export type RecorderWorld = Pick<World, 'now' | 'setTimer' | 'clearTimer'> & {
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
/** On whose behalf ZooKeeper is asked: beside people, not before them. */
const RECORDER = 'recorder'
/** Paths remembered at most of each kind (I10). */
const REMEMBERED = { entries: 50_000, bytes: 16_000_000, weight: weightOf }

const NOTHING: Said = new Set()

/** Records every change of the recorded subtrees, whoever makes it. Runs beside the live tree. */
export class Recorder {
  readonly #around: Around
  readonly #keeper: Keeper
  readonly #backlog = new Backlog()
  readonly #acls = new AclReader()
  readonly #met = new MetZnodes()
  readonly #shown = new BoundedMap<ZnodePath, true>(REMEMBERED)
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
    this.#keeper = new Keeper(around)
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
    wentBack: () => this.#wentBack(),
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

  /** The next era begins, and all that was recorded is compared with what is there. */
  #wentBack(): void {
    this.#around.eras.end()
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
      await this.#keeper.keep(await this.#read(seen, taken))
    } catch (error) {
      this.#backlog.restore(taken)
      this.#seen = [...seen, ...this.#seen].slice(0, BATCH)
      if (!(error instanceof DataWentBack)) throw error
      this.#wentBack()
    }
  }

  async #read(seen: readonly Found[], taken: ReadonlyMap<ZnodePath, Said>): Promise<Sighting[]> {
    const { gateway, world } = this.#around
    const era = await this.#keeper.era()
    const found = await look(await gateway.share('read', RECORDER), [...taken.keys()])
    const looks = await this.#withAcls([...seen, ...found], taken)
    const paths = looks.map(({ path }) => path)
    const heads = await this.#keeper.read((db, cluster) => headsOf(db, cluster, paths))
    const now = world.wallClock()
    return looks.flatMap((each, index) => {
      const head = heads.get(each.path)
      if (isFound(each) && wentBack(head, { stat: each.found.stat, zxid: each.zxid }, era))
        throw new DataWentBack()
      const said = index < seen.length ? undefined : taken.get(each.path)
      return interpret(each, said ?? NOTHING, { head, era, met: this.#met, now })
    })
  }

  async #withAcls(looks: readonly Look[], said?: ReadonlyMap<ZnodePath, Said>): Promise<Look[]> {
    const era = await this.#keeper.era()
    return await this.#acls.complete(looks, {
      era,
      session: await this.#around.gateway.share('read', RECORDER),
      recorded: (paths) =>
        this.#keeper.read((db, cluster) => recordedAcls(db, cluster, { era, paths })),
      isNew: (path) => said?.get(path)?.has('created') ?? false,
      again: (path) => this.#backlog.mark(path, ['acl']),
    })
  }

  async #catchUp(due: 'lost' | 'poll'): Promise<void> {
    const { gateway, world } = this.#around
    const session = await gateway.share('read', CATCHING_UP)
    const { id: cluster, history: scope } = gateway.config
    const era = await this.#keeper.era()
    const upTo = await syncedZxid(gateway)
    const isReturn = await this.#keeper.read((db) => isReturnOpen(db, cluster, era))
    const task: CatchUp = {
      ...{
        list: listOf(gateway),
        session,
        cluster,
        scope,
        era,
        isReturn,
        awayTo: due === 'lost' ? upTo : null,
      },
      since: isReturn ? momentOf(era, upTo) : await this.#since(),
      now: world.wallClock,
      read: (work) => this.#keeper.read(work),
      keep: (sightings) => this.#keeper.keep(sightings),
      look: async (paths) => this.#withAcls(this.#met.learn(await look(session, paths))),
      breathe: () => this.#breathe(),
    }
    this.#due = null
    try {
      await compareKnown(task)
      if (isReturn) await this.#keeper.read((db) => closeReturn(db, cluster, era))
      if (scope.baseline && !this.#hasBaseline) await readBaseline(task)
      this.#hasBaseline = true
      this.#comparedTo = momentOf(era, upTo)
    } catch (error) {
      this.#due ??= due
      if (!(error instanceof DataWentBack)) throw error
      this.#wentBack()
    }
  }

  /** The moment up to which everything was recorded. */
  async #since(): Promise<string | undefined> {
    return this.#comparedTo ?? (await this.#keeper.read(newestMoment))
  }

  /** A long comparison holds up neither what changes meanwhile, nor the end. */
  async #breathe(): Promise<void> {
    if (this.#isClosed) throw new ZnodeError('not-live', ROOT)
    await this.#flush()
  }
}
