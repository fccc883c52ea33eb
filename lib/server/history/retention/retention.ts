import { setImmediate as turn } from 'node:timers/promises'
import { sql } from 'kysely'
import { bytesIn } from '@/lib/server/history/rows/page-bytes'
import type { Store } from '@/lib/server/store/store'
import { dropIntents, dropVersions, type Gone, oldestRows } from './drop-rows'

/** A database that says what it takes, and gives back what was freed. */
export type Kept = Pick<Store, 'use' | 'read' | 'room' | 'shrink'>

/** What a run let go of. */
export type Dropped = { readonly versions: number; readonly intents: number }

type Aging = {
  /** Changes that were recorded earlier go (ms since 1970). */
  readonly notBefore: number
  /** By a clock that is believed (ms since 1970). */
  readonly now: number
}

/** Rows looked at per step. */
const STEP = 1_000
/** Of all rows no more than this go in one run: what is wrong is noticed before all is lost. */
const MOST = 0.1
const DAY_MS = 86_400_000
/** Nothing was recorded before this was written (ms since 1970). */
const EARLIEST = Date.UTC(2025, 0, 1)
/** So full is full, and so much room is made (parts of the bound). */
const FULL = 0.95
const ROOMY = 0.88
/** What a run estimates of the room it made is measured so often. */
const ROUNDS = 4
/** Who did what is kept for so long at least. */
const INTENTS_MS = 400 * DAY_MS

/** Lets go of changes that are too old, and of intents by a rule of their own. */
export async function dropOld(kept: Kept, aging: Aging): Promise<Dropped> {
  const most = await mostOf(kept, 'version')
  let versions = 0
  for await (const old of oldRows(kept, aging)) {
    const gone = old.slice(0, most - versions)
    await kept.use((db) => dropVersions(db, gone))
    versions += gone.length
    if (versions >= most) break
    await turn()
  }
  const before = Math.min(aging.notBefore, aging.now - INTENTS_MS)
  return {
    versions,
    intents: await dropIntents(kept, { before, most: await mostOf(kept, 'intent') }),
  }
}

/**
 * Makes room while the database takes more than `bytes` of the disk: the oldest changes go, by the
 * order in which they were recorded, which no clock tells; intents when nothing else is left.
 */
export async function makeRoom(
  kept: Kept,
  bytes: number,
): Promise<Dropped & { readonly taken: number }> {
  let { taken, used } = await kept.room()
  const dropped = { versions: 0, intents: 0 }
  if (used > bytes * FULL) {
    const most = await mostOf(kept, 'version')
    for (let round = 0; round < ROUNDS && used > bytes * ROOMY; round++) {
      const limit = most - dropped.versions
      dropped.versions += await dropOldest(kept, { limit, excess: used - bytes * ROOMY })
      used = (await kept.room()).used
    }
    if (dropped.versions === 0)
      dropped.intents = await dropIntents(kept, {
        before: Number.MAX_SAFE_INTEGER,
        most: await mostOf(kept, 'intent'),
      })
    taken = (await kept.room()).taken
  }
  if (taken > bytes) {
    await kept.shrink()
    taken = (await kept.room()).taken
  }
  return { ...dropped, taken }
}

async function dropOldest(
  kept: Kept,
  { limit, excess }: { readonly limit: number; readonly excess: number },
): Promise<number> {
  let dropped = 0
  for (let left = excess; left > 0 && dropped < limit; ) {
    const rows = await kept.use((db) => oldestRows(db, limit - dropped))
    if (rows.length === 0) break
    left -= await kept.use((db) => dropVersions(db, rows))
    dropped += rows.length
    await turn()
  }
  return dropped
}

async function mostOf(kept: Kept, table: 'version' | 'intent'): Promise<number> {
  const { count } = await kept.read((db) =>
    db
      .selectFrom(table)
      .select(sql<number | string>`count(*)`.as('count'))
      .executeTakeFirstOrThrow(),
  )
  return Math.ceil(Number(count) * MOST)
}

type Dated = Gone & {
  readonly recorded_at: number
  readonly at: number
  /** Set where it is what is there now: it is the “before” of the next change. */
  readonly isNewest: number | null
}

/**
 * The rows that were recorded before `notBefore`, oldest first. A clock may have been wrong when
 * it dated a row: none was recorded before those that stand above it, nor before the change that
 * it tells of, and one whose date cannot be is as old as the next.
 */
async function* oldRows(kept: Kept, { notBefore, now }: Aging): AsyncGenerator<Gone[]> {
  const isPossible = (time: number) => time >= EARLIEST && time <= now + DAY_MS
  let recorded = 0
  let undated: Dated[] = []
  for (let after = 0; ; ) {
    const page = await kept.read((db) => rowsAfter(db, after))
    const old: Dated[] = []
    for (const row of page) {
      undated.push(row)
      const times = [row.recorded_at, row.at].filter(isPossible)
      if (times.length === 0) continue
      recorded = Math.max(recorded, ...times)
      if (recorded >= notBefore) break
      old.push(...undated)
      undated = []
    }
    const gone = old.filter(({ isNewest }) => isNewest === null)
    if (gone.length > 0) yield gone
    const last = page.at(-1)
    if (!last || recorded >= notBefore) return
    after = last.id
    // Rows whose date cannot be are few, or nothing is known of this history's age.
    if (undated.length > STEP) return
  }
}

function rowsAfter(
  db: Parameters<Parameters<Kept['read']>[0]>[0],
  after: number,
): Promise<Dated[]> {
  return db
    .selectFrom('version')
    .leftJoin('head', (join) =>
      join.onRef('head.version_id', '=', 'version.id').on('head.gone', '=', 0),
    )
    .select(['version.id', 'version.recorded_at', 'version.at', 'version.hash', 'version.acl'])
    .select(bytesIn('version.path').as('bytes'))
    .select('head.version_id as isNewest')
    .where('version.id', '>', after)
    .orderBy('version.id')
    .limit(STEP)
    .execute()
}
