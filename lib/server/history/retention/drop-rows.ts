import { sql } from 'kysely'
import { bytesIn } from '@/lib/server/history/rows/page-bytes'
import type { Db, Store } from '@/lib/server/store/store'

/** A recorded row that goes, and what was kept for it. */
export type Gone = {
  readonly id: number
  readonly hash: string | null
  readonly acl: string | null
  /** Of its path. */
  readonly bytes: number
}

/** Rows per statement. */
const STEP = 500
/** What a row takes besides its path, which stands in it, in three indexes and in its head. */
const ROW_BYTES = 700
const PATHS = 5

/** Drops these rows with what was kept for them alone; answers how much room that makes (bytes). */
export async function dropVersions(db: Db, gone: readonly Gone[]): Promise<number> {
  if (gone.length === 0) return 0
  return await db.transaction().execute(async (within) => {
    const ids = gone.map(({ id }) => id)
    await within.deleteFrom('version').where('id', 'in', ids).execute()
    await within.deleteFrom('head').where('version_id', 'in', ids).execute()
    const named = gone.flatMap(({ hash, acl }) => [hash, acl]).filter((hash) => hash !== null)
    const freed = await dropContents(within, [...new Set(named)])
    return gone.reduce((sum, { bytes }) => sum + ROW_BYTES + PATHS * bytes, freed)
  })
}

/** Of these the contents that no row names any more; one that is named meanwhile stays. */
export async function dropContents(db: Db, hashes: readonly string[]): Promise<number> {
  if (hashes.length === 0) return 0
  const unnamed = await db
    .selectFrom('content')
    .select(['hash', 'stored', 'touched_at'])
    .where('hash', 'in', [...hashes])
    .where(sql<boolean>`not exists (select 1 from version where version.hash = content.hash)`)
    .where(sql<boolean>`not exists (select 1 from version where version.acl = content.hash)`)
    .execute()
  if (unnamed.length === 0) return 0
  // Whoever records it again at this moment has touched it.
  await db
    .deleteFrom('content')
    .where(({ eb, or, and }) =>
      or(
        unnamed.map(({ hash, touched_at }) =>
          and([eb('hash', '=', hash), eb('touched_at', '=', touched_at)]),
        ),
      ),
    )
    .execute()
  return unnamed.reduce((sum, { stored }) => sum + stored, 0)
}

/** The rows that were recorded first, what is there now aside as long as there are others. */
export async function oldestRows(db: Db, limit: number): Promise<Gone[]> {
  const rows = (withCurrent: boolean) => {
    const all = db
      .selectFrom('version')
      .select(['version.id', 'version.hash', 'version.acl'])
      .select(bytesIn('version.path').as('bytes'))
      .orderBy('version.id')
      .limit(Math.min(limit, STEP))
    if (withCurrent) return all
    return all
      .leftJoin('head', (join) =>
        join.onRef('head.version_id', '=', 'version.id').on('head.gone', '=', 0),
      )
      .where('head.version_id', 'is', null)
  }
  const past = await rows(false).execute()
  return past.length > 0 ? past : await rows(true).execute()
}

type Kept = Pick<Store, 'use' | 'read'>

/** Drops settled intents that were begun before that, `most` at most; answers how many. */
export async function dropIntents(
  kept: Kept,
  { before, most }: { readonly before: number; readonly most: number },
): Promise<number> {
  let dropped = 0
  while (dropped < most) {
    const rows = await kept.read((db) =>
      db
        .selectFrom('intent')
        .select('id')
        .where('outcome', 'is not', null)
        .where('started_at', '<', before)
        .orderBy('id')
        .limit(Math.min(STEP, most - dropped))
        .execute(),
    )
    if (rows.length === 0) break
    const ids = rows.map(({ id }) => id)
    await kept.use((db) => db.deleteFrom('intent').where('id', 'in', ids).execute())
    dropped += rows.length
  }
  return dropped
}
