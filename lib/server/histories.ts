import 'server-only'
import type { Logger } from 'pino'
import { ClusterHistory } from '@/lib/server/history/cluster-history'
import { prune } from '@/lib/server/history/retention'
import { Searches } from '@/lib/server/history/searches'
import type { Clusters } from '@/lib/server/live/clusters'
import type { Settings } from '@/lib/server/settings/load-settings'
import { Store } from '@/lib/server/store/store'
import { StoreError } from '@/lib/server/store/store-error'
import { systemWorld } from '@/lib/server/zookeeper/open-session'
import { ZnodeError } from '@/lib/znode/znode-error'

const world = { ...systemWorld, wallClock: Date.now }

const PRUNE_MS = 3_600_000
/** The same trouble is not told again within this time (ms). */
const SILENT_MS = 60_000
/** Where a server has no persistent watches, what is recorded is compared this often (ms). */
const POLL_MS = 10_000

type Around = Pick<Settings, 'store' | 'retention'> & {
  readonly clusters: Clusters
  readonly log: Pick<Logger, 'warn'>
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

  constructor(around: Around) {
    this.#around = around
    const notice = (what: string, facts: object = {}) => around.log.warn(facts, what)
    this.store = new Store(around.store, { notice })
    const searches = new Searches(this.store, world.now)
    const isShared = around.store.kind === 'postgres'
    this.#byId = new Map(
      around.clusters.all().map(({ config, gateway }) => [
        config.id,
        new ClusterHistory({
          ...{ gateway, store: this.store, searches, isShared },
          world: { ...world, failed: (error) => this.#tell(config.id, reasonOf(error)) },
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
    for (const { config, live } of this.#around.clusters.all()) {
      const history = this.get(config.id)
      this.#stops.push(live.follow(history.recorder.follower))
      this.#stops.push(history.onRecorded(live.tellRecorded))
      history.start()
    }
    for (const timer of [
      setInterval(() => void this.#prune(), PRUNE_MS),
      setInterval(() => this.#poll(), POLL_MS),
    ])
      this.#stops.push(() => clearInterval(timer))
    void this.#prune()
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

  #tell(cluster: string, reason: string): void {
    const trouble = `${cluster} ${reason}`
    const now = Date.now()
    if (now - (this.#toldAt.get(trouble) ?? 0) < SILENT_MS) return
    this.#toldAt.set(trouble, now)
    this.#around.log.warn({ cluster, reason }, 'changes wait to be recorded')
  }

  async #prune(): Promise<void> {
    const { retention, log, onNewer } = this.#around
    const now = Date.now()
    const bounds = { notBefore: now - retention.ms, bytes: retention.bytes, now }
    try {
      await prune((work) => this.store.use(work), bounds)
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
