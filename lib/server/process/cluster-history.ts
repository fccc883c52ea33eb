import 'server-only'
import type { readHistoryStatus } from '@/lib/api/history-status'
import type { AnswerOf } from '@/lib/api/operation'
import type { ClusterGateway } from '@/lib/server/cluster/gateway'
import { type Search, type Searcher, Searches } from '@/lib/server/history/queries/searches'
import type { Bound } from '@/lib/server/history/recorder/baseline'
import { Recorder, type RecorderWorld } from '@/lib/server/history/recorder/recorder'
import { Eras, syncedZxid } from '@/lib/server/history/rows/eras'
import { unavailable } from '@/lib/server/history/rows/history-unavailable'
import { resolveOpenIntents } from '@/lib/server/journal/resolve-open-intents'
import { Journal } from '@/lib/server/journal/write-journal'
import type { Sealer } from '@/lib/server/store/database/sealer'
import type { Db, Store } from '@/lib/server/store/store'

type Around = {
  readonly gateway: ClusterGateway
  readonly store: Store
  /** Those of all clusters that are in this store. */
  readonly searches?: Searches
  readonly world: RecorderWorld
  /** So many bytes are about to be recorded. */
  readonly expect?: (bytes: number) => Promise<void>
  /** What a baseline may read at most. */
  readonly baseline?: Bound
  /** What the database takes of the disk, as far as it was measured, and what it may take. */
  readonly room?: () => { readonly taken: number | null; readonly most: number }
  /** Others write their intents into the same store. */
  readonly isShared: boolean
}

/** An intent of another replica is let alone for so long: that one still works on it (ms). */
const FOREIGN_MS = 60_000
/** How often it is asked whether intents are open (ms): somebody may wait for the answer. */
const RESOLVE_MS = 1_000

/** The history of one cluster: what is recorded of it, and what we did to it. */
export class ClusterHistory {
  readonly journal: Journal
  readonly recorder: Recorder
  readonly #around: Around
  readonly #eras: Eras
  readonly #searches: Searches
  readonly #listeners = new Set<() => void>()
  /** When each open intent was met first, by a clock that nobody sets (ms). */
  #metAt: ReadonlyMap<number, number> = new Map()
  #timer: unknown
  #isClosed = false

  constructor(around: Around) {
    this.#around = around
    const { gateway, store, world } = around
    const eras = new Eras(gateway.config.id)
    const askZxid = () => syncedZxid(gateway)
    const recorded = () => {
      for (const listener of this.#listeners) listener()
    }
    this.journal = new Journal({ config: gateway.config, store, eras, askZxid, world, recorded })
    const { expect, baseline } = around
    this.recorder = new Recorder({
      ...{ gateway, store, eras, world, recorded },
      ...(expect && { expect }),
      ...(baseline && { baseline }),
    })
    this.#eras = eras
    this.#searches = around.searches ?? new Searches(store, world.now)
  }

  /** Calls `listener` whenever something was recorded; answers the way to stop. */
  onRecorded(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Asks the store about this cluster. Rejects with `history-unavailable`. */
  async query<T>(ask: (db: Db, cluster: string, sealer: Sealer) => Promise<T>): Promise<T> {
    const { store, gateway } = this.#around
    try {
      return await store.read((db) => ask(db, gateway.config.id, store.sealer))
    } catch (cause) {
      throw unavailable('', cause)
    }
  }

  /** How the recording is doing; needs neither the store nor ZooKeeper. */
  status(): AnswerOf<typeof readHistoryStatus> {
    const { gateway, store, room } = this.#around
    const unfollowed = gateway.sessions.get('watch')?.session.health.unfollowed ?? 0
    const { baseline, waiting, tooLong } = this.recorder
    return {
      baseline: baseline.progress,
      waiting,
      tooLong: tooLong + unfollowed,
      problem: store.failure,
      ...(room?.() ?? { taken: null, most: null }),
    }
  }

  /** Searches what is recorded of this cluster. Rejects as `Searches.run` does. */
  async search<T>(
    searcher: Searcher,
    run: (search: Search, cluster: string) => Promise<T>,
  ): Promise<T> {
    const { id } = this.#around.gateway.config
    return await this.#searches.run(searcher, (search) => run(search, id))
  }

  /** Resolves what an earlier process left open, now and whenever an outcome stays unknown. */
  start(): void {
    void this.#resolve()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#around.world.clearTimer(this.#timer)
    this.recorder.close()
    await this.journal.close()
  }

  /** One round; answers how many intents stay open. Rejects while the store is away. */
  async resolveOnce(): Promise<number> {
    const { gateway, store, world, isShared } = this.#around
    const now = world.now()
    const metAt = new Map<number, number>()
    const openFor = ({ id }: { readonly id: number }) => {
      metAt.set(id, this.#metAt.get(id) ?? now)
      return now - (metAt.get(id) ?? now)
    }
    const { id: cluster, history: scope } = gateway.config
    const open = await resolveOpenIntents({
      store,
      gateway,
      ledgerOf: async () => {
        const era = await store.use((db) => this.#eras.current(db, () => syncedZxid(gateway)))
        return { cluster, scope, era, sealer: store.sealer, now: world.wallClock() }
      },
      cluster,
      openFor,
      isAbandoned: (intent) => {
        if (this.journal.doubts(intent.id)) return true
        return !this.journal.owns(intent.id) && (!isShared || openFor(intent) >= FOREIGN_MS)
      },
      onSettled: (intent) => this.journal.forget(intent),
    })
    this.#metAt = metAt
    return open
  }

  async #resolve(): Promise<void> {
    await this.resolveOnce().catch(() => undefined)
    if (this.#isClosed) return
    this.#timer = this.#around.world.setTimer(() => void this.#resolve(), RESOLVE_MS)
  }
}
