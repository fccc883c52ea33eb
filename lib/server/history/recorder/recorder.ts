import 'server-only'
import type { ClusterGateway } from '@/lib/server/cluster/gateway'
import { BoundedMap, weightOf } from '@/lib/server/collections/bounded-map'
import type { Eras } from '@/lib/server/history/rows/eras'
import type { Found } from '@/lib/server/history/rows/observation'
import { isRecorded, isTooLong } from '@/lib/server/history/rows/scope'
import { seeValue } from '@/lib/server/history/rows/seen-value'
import type { Store } from '@/lib/server/store/store'
import type { Notification, Reply, World } from '@/lib/server/zookeeper/session'
import { ROOT, type ZnodePath } from '@/lib/znode/path'
import { isInScope } from '@/lib/znode/recording'
import { isEphemeral, type Stat } from '@/lib/znode/stat'
import { type Current, ZnodeError } from '@/lib/znode/znode-error'
import { AclReader } from './acl-reader'
import { Baseline, type Bound } from './baseline'
import { Comparing, type Due } from './comparing'
import { Keeper } from './keeper'
import { SightingReader } from './observation-reader'
import { Backlog } from './pending-paths'
import { MetZnodes } from './unrecorded-znodes'
import { DataWentBack } from './went-back'

export type RecorderWorld = Pick<World, 'now' | 'setTimer' | 'clearTimer'> & {
  /** ms since 1970. */
  readonly wallClock: () => number
  /** Nothing can be recorded now; called again with each try. */
  readonly failed?: (error: unknown) => void
  /** A path is too long to be recorded; `count`: so many changes were. */
  readonly skipped?: (count: number) => void
  /** ZooKeeper dated a change that was made just now (ms since 1970). */
  readonly witness?: (mtime: number) => void
}

type Around = {
  readonly gateway: ClusterGateway
  readonly store: Store
  readonly eras: Eras
  readonly world: RecorderWorld
  /** Something was recorded. */
  readonly recorded: () => void
  /** So many bytes are about to be recorded. */
  readonly expect?: (bytes: number) => Promise<void>
  /** What a baseline may read at most. */
  readonly baseline?: Bound
}

/** Changes of one path within this time are read once (ms). */
const COALESCE_MS = 100
/** While more waits than one round takes; others get their turn in between (ms). */
const HURRY_MS = 10
/** After ZooKeeper or the store failed (ms). */
const RETRY_MS = 1_000
const BATCH = 500
/** Paths remembered at most of each kind (I10). */
const REMEMBERED = { entries: 50_000, bytes: 8_000_000, weight: weightOf }

/** Records every change of the recorded subtrees, whoever makes it. Runs beside the live tree. */
export class Recorder {
  readonly #around: Around
  readonly #keeper: Keeper
  readonly #backlog = new Backlog()
  readonly #acls = new AclReader()
  readonly #met = new MetZnodes()
  readonly #sightings: SightingReader
  readonly #shown = new BoundedMap<ZnodePath, true>(REMEMBERED)
  readonly #comparing: Comparing
  readonly baseline: Baseline
  #seen: Found[] = []
  #timer: unknown
  #isBusy = false
  #isClosed = false
  /** Why everything has to be compared: notifications were lost, or there are none. */
  #due: Due | null = null
  /** Changes of znodes whose paths are too long to be recorded. */
  #tooLong = 0
  /** When the first of what waits was heard of (monotonic ms). */
  #heardAt = 0

  constructor(around: Around) {
    this.#around = around
    this.#keeper = new Keeper(around)
    this.#sightings = new SightingReader({
      ...around,
      ...{ keeper: this.#keeper, acls: this.#acls, met: this.#met },
      again: (path) => this.#backlog.mark(path, ['acl']),
    })
    this.#comparing = new Comparing({
      ...{ gateway: around.gateway, keeper: this.#keeper, now: around.world.wallClock },
      withAcls: (looks) => this.#sightings.withAcls(this.#met.learn(looks)),
      breathe: () => this.#breathe(),
    })
    const { gateway, world } = around
    this.baseline = new Baseline({
      ...{ gateway, keeper: this.#keeper, now: world.now, wallClock: world.wallClock },
      withAcls: (looks) => this.#sightings.withAcls(looks),
      met: (path, stat) => void this.#met.meet(path, stat),
      ...(around.baseline && { most: around.baseline }),
    })
  }

  /** How many changes could not be recorded because their paths are too long. */
  get tooLong(): number {
    return this.#tooLong
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
    if (!isInScope(this.#scope, path)) return
    if (isTooLong(path)) {
      this.#tooLong += 1
      this.#around.world.skipped?.(this.#tooLong)
      return
    }
    if (this.#backlog.size === 0) this.#heardAt = this.#around.world.now()
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
      const value = seeValue(this.#scope, path, found.data)
      this.#seen.push({ path, found: { stat: found.stat, value }, zxid })
    }
    this.#plan(COALESCE_MS)
  }

  close(): void {
    this.#isClosed = true
    this.baseline.close()
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
      const heardAt = this.#heardAt
      await this.#keeper.keep(await this.#sightings.read({ seen, taken, heardAt }))
    } catch (error) {
      this.#backlog.restore(taken)
      this.#seen = [...seen, ...this.#seen].slice(0, BATCH)
      if (!(error instanceof DataWentBack)) throw error
      this.#wentBack()
    }
  }

  async #catchUp(due: Due): Promise<void> {
    this.#due = null
    try {
      await this.#comparing.run(due)
      this.baseline.start()
    } catch (error) {
      this.#due ??= due
      if (!(error instanceof DataWentBack)) throw error
      this.#wentBack()
    }
  }

  /** A long comparison holds up neither what changes meanwhile, nor the end. */
  async #breathe(): Promise<void> {
    if (this.#isClosed) throw new ZnodeError('not-live', ROOT)
    await this.#flush()
  }
}
