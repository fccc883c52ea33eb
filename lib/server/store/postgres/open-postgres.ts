import { Kysely, sql } from 'kysely'
import type { Backend, Db, Room } from '@/lib/server/store/database/backend'
import { migrate } from '@/lib/server/store/database/migrate'
import type { Place } from '@/lib/server/store/database/place'
import type { Tables } from '@/lib/server/store/database/tables'
import { postgresDialect } from './postgres'

type PostgresPlace = Extract<Place, { kind: 'postgres' }>

/** Connections for what writes, and for what people ask: neither waits for the other. */
const WRITERS = { connections: 6, statementMs: 10_000 }
const READERS = { connections: 3, statementMs: 5_000 }

/** Opens the database that replicas share. Rejects where it does not answer. */
export async function openPostgres({ url }: PostgresPlace): Promise<Backend> {
  const db = new Kysely<Tables>({ dialect: postgresDialect(url, WRITERS) })
  const reads = new Kysely<Tables>({ dialect: postgresDialect(url, READERS) })
  try {
    await migrate(db, 'postgres')
    return new PostgresBackend(db, reads)
  } catch (error) {
    await Promise.all([db.destroy(), reads.destroy()])
    throw error
  }
}

class PostgresBackend implements Backend {
  readonly db: Db
  readonly reads: Db

  constructor(db: Db, reads: Db) {
    this.db = db
    this.reads = reads
  }

  /** Where it keeps its files is its own affair. */
  verify(): Promise<void> {
    return Promise.resolve()
  }

  async tryOut(): Promise<void> {
    const at = Date.now()
    await this.db
      .insertInto('probe')
      .values({ id: 1, at })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ at }))
      .execute()
  }

  committed(): undefined {
    return undefined
  }

  /** By the rows themselves: what PostgreSQL will use again is not told apart from what it uses. */
  async room(): Promise<Room> {
    const { rows } = await sql<{ bytes: number | string }>`select
      (select coalesce(sum(2 * pg_column_size(v.*) + 3 * octet_length(v.path) + 400), 0) from version v)
      + (select coalesce(sum(pg_column_size(c.*) + 200), 0) from content c)
      + (select coalesce(sum(pg_column_size(h.*) + octet_length(h.path) + 100), 0) from head h)
      + (select coalesce(sum(pg_column_size(i.*) + 200), 0) from intent i) as bytes`.execute(
      this.db,
    )
    const bytes = Number(rows[0]?.bytes ?? 0)
    return { taken: bytes, used: bytes }
  }

  async rewrite(): Promise<void> {
    await sql`vacuum content`.execute(this.db)
  }

  shrink(): Promise<void> {
    return Promise.resolve()
  }

  async close(): Promise<void> {
    await Promise.all([this.db.destroy(), this.reads.destroy()])
  }
}
