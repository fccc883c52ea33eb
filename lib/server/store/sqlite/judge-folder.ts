import { StoreError } from '@/lib/server/store/database/store-error'
import type { Remembered } from './state-file'

/** What a database file holds, read without changing it. */
export type Held = {
  readonly tables: readonly string[]
  /** Which database it is; null where that was never written. */
  readonly database: string | null
  readonly written: Readonly<Record<string, number>>
}

const GO_ON = 'docs/history.md says how to go on'

export const damage = (reason: string) =>
  new StoreError(`${reason}; ${GO_ON}`, null, { isDamage: true })

/**
 * Compares a database with what its folder remembers of it. Throws `StoreError` where it is another
 * program's, another one, or lacks what was written to it: nothing is begun anew in silence.
 */
export function judgeFolder(remembered: Remembered | null, held: Held): void {
  const isEmpty = held.tables.length === 0
  if (!isEmpty && !held.tables.includes('kysely_migration'))
    throw damage('The file vivarium.db belongs to another program')
  if (!remembered) return
  if (isEmpty) throw damage('The database is gone or empty, though it was written to')
  if (held.database !== remembered.database)
    throw damage('The database is another one than was here before')
  for (const [table, count] of Object.entries(remembered.written))
    if ((held.written[table] ?? 0) < count)
      throw damage(
        'The database lacks what was written last, because its log vivarium.db-wal is lost or an older copy was put back',
      )
}
