import type { ClusterGateway } from '@/lib/server/cluster/gateway'
import type { Db, Store } from '@/lib/server/store/store'
import { type Eras, syncedZxid } from './eras'
import { type Ledger, record } from './record'
import type { Sighting } from './sighting'

type Around = {
  readonly gateway: ClusterGateway
  readonly store: Store
  readonly eras: Eras
  readonly world: { readonly wallClock: () => number }
  /** Something was recorded. */
  readonly recorded: () => void
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
    const { gateway, world } = this.#around
    const { id: cluster, history: scope } = gateway.config
    return { cluster, era: await this.era(), scope, now: world.wallClock() }
  }

  /** Rejects while nothing can be recorded. */
  async keep(sightings: readonly Sighting[]): Promise<void> {
    if (sightings.length === 0) return
    const ledger = await this.ledger()
    const { store, recorded } = this.#around
    await store.use((db) => db.transaction().execute((tx) => record(tx, ledger, sightings)))
    recorded()
  }

  /** Asks the store about this cluster. */
  read<T>(ask: (db: Db, cluster: string) => Promise<T>): Promise<T> {
    const { store, gateway } = this.#around
    return store.use((db) => ask(db, gateway.config.id))
  }
}
