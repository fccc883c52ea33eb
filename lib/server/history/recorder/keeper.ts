import type { ClusterGateway } from '@/lib/server/cluster/gateway'
import { type Eras, syncedZxid } from '@/lib/server/history/rows/eras'
import { type Ledger, record } from '@/lib/server/history/rows/insert-observations'
import type { Sighting } from '@/lib/server/history/rows/observation'
import type { Db, Store } from '@/lib/server/store/store'

type Around = {
  readonly gateway: ClusterGateway
  readonly store: Store
  readonly eras: Eras
  readonly world: { readonly wallClock: () => number }
  /** Something was recorded. */
  readonly recorded: () => void
  /** So many bytes are about to be recorded. */
  readonly expect?: (bytes: number) => Promise<void>
}

/** Keeps what was seen of one cluster, in the era that is now. */
export class Keeper {
  readonly #around: Around

  constructor(around: Around) {
    this.#around = around
  }

  era(): Promise<number> {
    const { gateway, store, eras } = this.#around
    return store.use((db) => eras.current(db, () => syncedZxid(gateway)))
  }

  async ledger(): Promise<Ledger> {
    const { gateway, store, world } = this.#around
    const { id: cluster, history: scope } = gateway.config
    const { sealer } = store
    return { cluster, era: await this.era(), scope, sealer, now: world.wallClock() }
  }

  /** Rejects while nothing can be recorded. */
  async keep(sightings: readonly Sighting[]): Promise<void> {
    for (const portion of portions(sightings)) {
      const ledger = await this.ledger()
      const { store, recorded, expect } = this.#around
      await expect?.(portion.bytes)
      await store.use((db) =>
        db.transaction().execute((tx) => record(tx, ledger, portion.sightings)),
      )
      recorded()
    }
  }

  /** Asks the store about this cluster, or tells it something, beside what is recorded. */
  change<T>(ask: (db: Db, cluster: string) => Promise<T>): Promise<T> {
    const { store, gateway } = this.#around
    return store.use((db) => ask(db, gateway.config.id))
  }
}

/** What is recorded in one transaction (bytes): the log grows by it. */
const PORTION_BYTES = 500_000
/** What a row takes besides its path, which stands in it, in three indexes and in its head. */
const ROW_BYTES = 900
const PATHS = 5

type Portion = { readonly sightings: Sighting[]; bytes: number }

function portions(sightings: readonly Sighting[]): Portion[] {
  const all: Portion[] = []
  let portion: Portion = { sightings: [], bytes: 0 }
  for (const sighting of sightings) {
    const bytes = bytesOf(sighting)
    if (portion.sightings.length > 0 && portion.bytes + bytes > PORTION_BYTES) {
      all.push(portion)
      portion = { sightings: [], bytes: 0 }
    }
    portion.sightings.push(sighting)
    portion.bytes += bytes
  }
  return portion.sightings.length > 0 ? [...all, portion] : all
}

function bytesOf({ path, value, acl }: Sighting): number {
  const kept = value?.state === 'kept' ? value.content.bytes.length : 0
  const sealed = acl?.content?.bytes.length ?? 0
  return ROW_BYTES + PATHS * Buffer.byteLength(path) + kept + sealed
}
