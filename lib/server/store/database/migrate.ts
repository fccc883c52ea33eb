import { Migrator } from 'kysely'
import type { Db } from './backend'
import { migrationsFor } from './migrations'
import type { Place } from './place'
import { StoreError } from './store-error'

/** Brings the schema up to this release. Rejects where it is a later one's. */
export async function migrate(db: Db, kind: Place['kind']): Promise<void> {
  const migrations = migrationsFor(kind)
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error === undefined) return
  const isNewer = error instanceof Error && /previously executed migration/.test(error.message)
  if (!isNewer) throw error
  throw new StoreError('The database was written by a newer Vivarium', error, { isNewer })
}
