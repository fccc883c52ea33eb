import { setImmediate as turn } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db } from '@/lib/server/store/store'

export type Retention = {
  /** Changes that were recorded earlier go (ms since 1970). */
  readonly notBefore: number
  /** Bytes of values and rows kept at most. */
  readonly bytes: number
  /** ms since 1970. */
  readonly now: number
}

type Use = <T>(work: (db: Db) => Promise<T>) => Promise<T>

/** Rows looked at per step: libsql works in the event loop's own thread. */
const STEP = 500
/** A value stored just now may belong to a change that is being recorded. */
const SETTLED_MS = 600_000
/** What a change takes besides its value: the row in its table and its indexes, as measured. */
const ROW_BYTES = 700

/** Lets go of what is too old, then of the oldest while the history takes too much room. */
export async function prune(use: Use, { notBefore, bytes, now }: Retention): Promise<void> {
  await dropOld(use, notBefore, now)
  for (let excess = (await use(bytesStored)) - bytes; excess > 0; ) {
    const dropped = await use(async (db) => drop(db, await oldest(db), now))
    if (dropped === 0) break
    excess -= dropped
    await turn()
  }
  await tidy(use, now)
  await use((db) =>
    db
      .deleteFrom('intent')
      .where('outcome', 'is not', null)
      .where('started_at', '<', notBefore)
      .execute(),
  )
}

type Chosen = { readonly id: number; readonly hash: string | null; readonly acl: string | null }

/** The newest row of a znode that is still there stays: it is the “before” of the next change. */
async function dropOld(use: Use, notBefore: number, now: number): Promise<void> {
  for (let after = { recorded_at: 0, id: 0 }; ; ) {
    const page = await use((db) => oldAfter(db, after, notBefore))
    const dropped = page.filter(({ isNewest }) => isNewest === null)
    await use((db) => drop(db, dropped, now))
    const last = page.at(-1)
    if (!last) return
    after = last
    await turn()
  }
}

function oldAfter(db: Db, after: { recorded_at: number; id: number }, notBefore: number) {
  return db
    .selectFrom('version')
    .leftJoin('head', (join) =>
      join.onRef('head.version_id', '=', 'version.id').on('head.gone', '=', 0),
    )
    .select(['version.id', 'version.recorded_at', 'version.hash', 'version.acl'])
    .select('head.version_id as isNewest')
    .where('recorded_at', '<', notBefore)
    .where(({ eb, or, and }) =>
      or([
        eb('recorded_at', '>', after.recorded_at),
        and([eb('recorded_at', '=', after.recorded_at), eb('version.id', '>', after.id)]),
      ]),
    )
    .orderBy('recorded_at')
    .orderBy('version.id')
    .limit(STEP)
    .execute()
}

function oldest(db: Db): Promise<Chosen[]> {
  return db
    .selectFrom('version')
    .select(['id', 'hash', 'acl'])
    .orderBy('recorded_at')
    .limit(STEP)
    .execute()
}

/** Drops these rows with what was kept for them alone; answers how much room that makes (bytes). */
async function drop(db: Db, chosen: readonly Chosen[], now: number): Promise<number> {
  if (chosen.length === 0) return 0
  const ids = chosen.map(({ id }) => id)
  const hashes = chosen.flatMap(({ hash, acl }) => [hash, acl]).filter((hash) => hash !== null)
  await db.deleteFrom('version').where('id', 'in', ids).execute()
  await db.deleteFrom('head').where('version_id', 'in', ids).execute()
  const bytes = await dropContents(db, [...new Set(hashes)], now)
  return bytes + ids.length * ROW_BYTES
}

/** Of these the contents that no row names any more; one stored just now goes with a later step. */
async function dropContents(db: Db, hashes: readonly string[], now: number): Promise<number> {
  if (hashes.length === 0) return 0
  const unnamed = await db
    .selectFrom('content')
    .select(['hash', 'stored', 'touched_at'])
    .where('hash', 'in', [...hashes])
    .where(sql<boolean>`not exists (select 1 from version where version.hash = content.hash)`)
    .where(sql<boolean>`not exists (select 1 from version where version.acl = content.hash)`)
    .execute()
  const settled = unnamed.filter(({ touched_at }) => touched_at < now - SETTLED_MS)
  if (settled.length > 0)
    await db
      .deleteFrom('content')
      .where(
        'hash',
        'in',
        settled.map(({ hash }) => hash),
      )
      .execute()
  return unnamed.reduce((sum, { stored }) => sum + stored, 0)
}

/** What an earlier step, or a change that was never recorded, left behind. */
async function tidy(use: Use, now: number): Promise<void> {
  for (let after = ''; ; ) {
    const page = await use((db) =>
      db
        .selectFrom('content')
        .select('hash')
        .where('hash', '>', after)
        .orderBy('hash')
        .limit(STEP)
        .execute(),
    )
    await use((db) =>
      dropContents(
        db,
        page.map(({ hash }) => hash),
        now,
      ),
    )
    const last = page.at(-1)
    if (!last) return
    after = last.hash
    await turn()
  }
}

async function bytesStored(db: Db): Promise<number> {
  const sum = sql<number | string>`coalesce(sum(stored), 0)`.as('stored')
  const { stored } = await db.selectFrom('content').select(sum).executeTakeFirstOrThrow()
  const count = sql<number | string>`count(*)`.as('rows')
  const { rows } = await db.selectFrom('version').select(count).executeTakeFirstOrThrow()
  return Number(stored) + Number(rows) * ROW_BYTES
}
