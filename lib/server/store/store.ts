import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { Kysely, Migrator } from 'kysely'
import { ZnodeError } from '@/lib/znode/znode-error'
import { migrationsFor } from './migrations'
import type { Place } from './place'
import { postgresDialect } from './postgres'
import { Sealer } from './sealer'
import { sqliteDialect } from './sqlite'
import { isBusy, reasonOf, StoreError } from './store-error'
import type { Tables } from './tables'

export type Db = Kysely<Tables>

/** How long work waits for a database that another process has locked (ms). */
const PATIENCE_MS = 1_500
const PAUSE_MS = 25

/** The database. Opened when first used; one that cannot be is tried again at the next use. */
export class Store {
  /** Of the secrets that are kept in it. */
  readonly sealer: Sealer
  readonly #place: Place
  #opening: Promise<Db> | null = null
  #failure: string | null = null

  constructor(place: Place) {
    this.#place = place
    this.sealer = new Sealer(place)
  }

  /** Why the last use failed; null while it works. */
  get failure(): string | null {
    return this.#failure
  }

  /**
   * Runs `work` on the database, again while others stand in its way: what is more than one
   * statement is a transaction, of which nothing is left then. Rejects with
   * `StoreError`, which says for a person what is wrong; a `ZnodeError` of the work passes.
   */
  async use<T>(work: (db: Db) => Promise<T>): Promise<T> {
    const deadline = performance.now() + PATIENCE_MS
    for (;;) {
      try {
        const answer = await work(await this.#open())
        this.#failure = null
        return answer
      } catch (cause) {
        if (cause instanceof ZnodeError) throw cause
        if (isBusy(cause) && performance.now() < deadline) {
          await sleep(PAUSE_MS)
          continue
        }
        const error = cause instanceof StoreError ? cause : new StoreError(reasonOf(cause), cause)
        this.#failure = error.message
        throw error
      }
    }
  }

  /** Writes something small. Rejects like `use` while nothing can be written. */
  async probe(): Promise<void> {
    const at = Date.now()
    await this.use((db) =>
      db
        .insertInto('probe')
        .values({ id: 1, at })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ at }))
        .execute(),
    )
  }

  async close(): Promise<void> {
    const db = await this.#opening?.catch(() => null)
    this.#opening = null
    await db?.destroy()
  }

  #open(): Promise<Db> {
    this.#opening ??= openAndMigrate(this.#place).catch((error) => {
      this.#opening = null
      throw error
    })
    return this.#opening
  }
}

async function openAndMigrate(place: Place): Promise<Db> {
  const dialect = place.kind === 'file' ? sqliteDialect(place.folder) : postgresDialect(place.url)
  const db = new Kysely<Tables>({ dialect })
  try {
    await migrate(db, place)
    return db
  } catch (error) {
    await db.destroy()
    throw error
  }
}

async function migrate(db: Db, { kind }: Place): Promise<void> {
  const migrations = migrationsFor(kind)
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error === undefined) return
  const isNewer = error instanceof Error && /previously executed migration/.test(error.message)
  if (!isNewer) throw error
  throw new StoreError('The database was written by a newer Vivarium', error, { isNewer })
}
