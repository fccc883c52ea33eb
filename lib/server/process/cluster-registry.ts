import 'server-only'
import type { Logger } from 'pino'
import { Searches } from '@/lib/server/history/queries/searches'
import { KeepingBounds } from '@/lib/server/history/retention/keeping-bounds'
import type { Distrust } from '@/lib/server/history/retention/trusted-clock'
import { sealEarlierAcls } from '@/lib/server/history/rows/seal-acls'
import type { Settings } from '@/lib/server/settings/load-settings'
import { StoreError } from '@/lib/server/store/database/store-error'
import { Store } from '@/lib/server/store/store'
import { systemWorld } from '@/lib/server/zookeeper/client/open-session'
import { ZnodeError } from '@/lib/znode/znode-error'
import { ClusterHistory } from './cluster-history'
import type { Clusters } from './clusters'

const world = { ...systemWorld, wallClock: Date.now }

/** How often it is looked for what is too old, for room, and whether the clock was set (ms). */
const AGE_MS = 3_600_000
const ROOM_MS = 60_000
const LOOK_MS = 60_000
/** The same trouble is not told again within this time (ms). */
const SILENT_MS = 60_000
/** What is read of each cluster once, so that the first change of a znode has a “before”. */
const BASELINE = { znodes: 50_000, bytes: 64_000_000 }
const WAITING = 'changes wait to be recorded'
const SKIPPED = 'changes are not recorded'
/** Where a server has no persistent watches, what is recorded is compared this often (ms). */
const POLL_MS = 10_000

type Around = Pick<Settings, 'store' | 'retention'> & {
  readonly clusters: Clusters
  readonly log: Pick<Logger, 'info' | 'warn'>
  /** The database is a later release's: this process must not go on. */
  readonly onNewer: (reason: string) => void
}

/** The history of every cluster, in one store. */
export class Histories {
  readonly store: Store
  readonly #around: Around
  readonly #byId: ReadonlyMap<string, ClusterHistory>
  readonly #stops: Array<() => void> = []
  readonly #toldAt = new Map<string, number>()
  readonly #bounds: KeepingBounds

  constructor(around: Around) {
    this.#around = around
    const notice = (what: string, facts: object = {}) => around.log.warn(facts, what)
    this.store = new Store(around.store, { notice, bytes: around.retention.bytes })
    const searches = new Searches(this.store, world.now)
    this.#bounds = new KeepingBounds({
      ...{ store: this.store, retention: around.retention, clocks: world },
      tell: {
        dropped: (why, gone) => around.log.info({ why, ...gone }, 'history: the oldest is let go'),
        distrusted: (why) => this.#distrust(why),
      },
    })
    const isShared = around.store.kind === 'postgres'
    this.#byId = new Map(
      around.clusters.all().map(({ config, gateway }) => [
        config.id,
        new ClusterHistory({
          ...{ gateway, store: this.store, searches, isShared },
          expect: (bytes) => this.#bounds.expect(bytes),
          room: () => this.#bounds.room,
          baseline: { ...BASELINE, bytes: Math.min(BASELINE.bytes, around.retention.bytes / 4) },
          world: {
            ...world,
            failed: (error) => this.#tell(config.id, reasonOf(error), WAITING),
            skipped: () => this.#tell(config.id, 'a path is too long', SKIPPED),
            witness: (mtime) => this.#bounds.clock.witness(mtime),
          },
        }),
      ]),
    )
  }

  /** Throws `unknown-cluster`. */
  get(id: string): ClusterHistory {
    const history = this.#byId.get(id)
    if (!history) throw new ZnodeError('unknown-cluster', '', { detail: id })
    return history
  }

  /** Records from now on, resolves what an earlier process left open, and keeps within bounds. */
  start(): void {
    void this.#guarded(this.#begin())
    for (const { config, live } of this.#around.clusters.all()) {
      const history = this.get(config.id)
      this.#stops.push(live.follow(history.recorder.follower))
      this.#stops.push(history.onRecorded(live.tellRecorded))
      history.start()
    }
    for (const timer of [
      setInterval(() => void this.#guarded(this.#bounds.dropOld()), AGE_MS),
      setInterval(() => void this.#guarded(this.#bounds.makeRoom()), ROOM_MS),
      setInterval(() => this.#bounds.clock.look(), LOOK_MS),
      setInterval(() => this.#poll(), POLL_MS),
    ])
      this.#stops.push(() => clearInterval(timer))
  }

  async close(): Promise<void> {
    for (const stop of this.#stops.splice(0)) stop()
    await Promise.all([...this.#byId.values()].map((history) => history.close()))
    await this.store.close()
  }

  #poll(): void {
    for (const { config, live } of this.#around.clusters.all()) {
      const { feed, state } = live.state()
      if (feed === 'poll' && state === 'live') this.get(config.id).recorder.poll()
    }
  }

  async #begin(): Promise<void> {
    await this.#bounds.begin()
    await sealEarlierAcls(this.store)
    await this.#bounds.makeRoom()
  }

  /** A clock that is young is the rule after each start. */
  #distrust(why: Distrust): void {
    if (why === 'young') return
    const what = 'history: the clock is not believed, so nothing is dropped for its age'
    this.#around.log.warn({ why }, what)
  }

  #tell(cluster: string, reason: string, what: string): void {
    const trouble = `${cluster} ${reason}`
    const now = performance.now()
    if (now - (this.#toldAt.get(trouble) ?? Number.NEGATIVE_INFINITY) < SILENT_MS) return
    this.#toldAt.set(trouble, now)
    this.#around.log.warn({ cluster, reason }, what)
  }

  /** What fails here is said and tried again the next time. */
  async #guarded(work: Promise<void>): Promise<void> {
    const { log, onNewer } = this.#around
    try {
      await work
    } catch (error) {
      const reason = reasonOf(error)
      if (error instanceof StoreError && error.isNewer) onNewer(reason)
      else log.warn({ reason }, 'history is not available: writes are refused')
    }
  }
}

/** Without a value or a secret: those of our errors say none, and of others only the kind is told. */
function reasonOf(error: unknown): string {
  if (error instanceof StoreError) return error.message
  if (error instanceof ZnodeError) return error.code
  return error instanceof Error ? error.name : 'unknown'
}
