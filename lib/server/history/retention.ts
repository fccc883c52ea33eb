import { sql } from 'kysely'
import type { Db } from '@/lib/server/store/store'

export type Retention = {
  /** Changes that were recorded earlier go (ms since 1970). */
  readonly notBefore: number
  /** Bytes of values kept at most. */
  readonly bytes: number
  /** ms since 1970. */
  readonly now: number
}

/** Versions deleted per step, so that writes get their turn between. */
const STEP = 1_000
/** A value stored just now may belong to a change that is being recorded. */
const SETTLED_MS = 600_000

/** Lets go of what is too old, then of the oldest while the values take too much room. */
export async function prune(
  use: <T>(work: (db: Db) => Promise<T>) => Promise<T>,
  { notBefore, bytes, now }: Retention,
): Promise<void> {
  while ((await use((db) => dropOld(db, notBefore))) === STEP);
  await use((db) => tidy(db, { notBefore, now }))
  while ((await use(bytesStored)) > bytes) {
    const dropped = await use(dropOldest)
    await use((db) => tidy(db, { notBefore, now }))
    if (dropped === 0) return
  }
}

/** The newest row of a znode that is still there stays: it is the “before” of the next change. */
function dropOld(db: Db, notBefore: number): Promise<number> {
  const old = db
    .selectFrom('version')
    .leftJoin('head', (join) =>
      join.onRef('head.version_id', '=', 'version.id').on('head.gone', '=', 0),
    )
    .select('version.id')
    .where('version.recorded_at', '<', notBefore)
    .where('head.path', 'is', null)
    .limit(STEP)
  return drop(db, old)
}

function dropOldest(db: Db): Promise<number> {
  return drop(db, db.selectFrom('version').select('id').orderBy('recorded_at').limit(STEP))
}

type Ids = { execute: () => Promise<Array<{ id: number }>> }

async function drop(db: Db, chosen: Ids): Promise<number> {
  const ids = (await chosen.execute()).map(({ id }) => id)
  if (ids.length > 0) await db.deleteFrom('version').where('id', 'in', ids).execute()
  return ids.length
}

async function tidy(db: Db, { notBefore, now }: Omit<Retention, 'bytes'>): Promise<void> {
  await sql`delete from head where not exists
    (select 1 from version where version.id = head.version_id)`.execute(db)
  await sql`delete from content where touched_at < ${now - SETTLED_MS} and not exists
    (select 1 from version where version.hash = content.hash) and not exists
    (select 1 from version where version.acl = content.hash)`.execute(db)
  await db
    .deleteFrom('intent')
    .where('outcome', 'is not', null)
    .where('started_at', '<', notBefore)
    .execute()
}

async function bytesStored(db: Db): Promise<number> {
  const sum = sql<number | string>`coalesce(sum(stored), 0)`.as('stored')
  const { stored } = await db.selectFrom('content').select(sum).executeTakeFirstOrThrow()
  return Number(stored)
}
