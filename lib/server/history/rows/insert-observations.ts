import { sql } from 'kysely'
import type { HistoryScope } from '@/lib/server/cluster/config'
import type { Sealer } from '@/lib/server/store/database/sealer'
import type { Db } from '@/lib/server/store/store'
import type { Packed } from './content'
import { type Row, type Sighting, toRow } from './observation'

export type Ledger = {
  readonly cluster: string
  readonly era: number
  readonly scope: HistoryScope
  readonly sealer: Sealer
  /** ms since 1970. */
  readonly now: number
}

/** Rows per statement: SQLite takes 32,766 parameters. */
const CHUNK = 200

/**
 * Records sightings within the transaction `db`. A change that is there already, because another
 * replica or the write itself recorded it, stays one row and learns what this sighting adds.
 */
export async function record(db: Db, ledger: Ledger, sightings: readonly Sighting[]) {
  const rows = new Map<string, Row>()
  const contents = new Map<string, Packed>()
  for (const sighting of sightings) {
    const { row, contents: parts } = toRow(sighting, ledger)
    rows.set(`${row.path}\n${row.key}`, row)
    for (const part of parts) contents.set(part.hash, part)
  }
  for (const chunk of chunks(inOrder(contents))) await keepContents(db, chunk, ledger.now)
  for (const chunk of chunks(inOrder(rows))) await moveHeads(db, await keepRows(db, chunk))
}

/** By their keys: replicas that record the same then wait for each other, and never in a circle. */
function inOrder<T>(byKey: ReadonlyMap<string, T>): T[] {
  return [...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value)
}

async function keepContents(db: Db, contents: readonly Packed[], now: number): Promise<void> {
  await db
    .insertInto('content')
    .values(contents.map((each) => ({ ...each, stored: each.bytes.length, touched_at: now })))
    .onConflict((conflict) => conflict.column('hash').doUpdateSet({ touched_at: now }))
    .execute()
}

function keepRows(db: Db, rows: readonly Row[]) {
  return db
    .insertInto('version')
    .values([...rows])
    .onConflict((conflict) =>
      conflict.columns(['cluster', 'path', 'key']).doUpdateSet({
        kind: sql`case when version.kind = 'seen' then excluded.kind else version.kind end`,
        moment: sql`case when excluded.intent is null then version.moment else excluded.moment end`,
        value: sql`case when version.value = 'unread' then excluded.value else version.value end`,
        hash: sql`coalesce(version.hash, excluded.hash)`,
        size: sql`coalesce(version.size, excluded.size)`,
        aversion: sql`coalesce(version.aversion, excluded.aversion)`,
        acl: sql`case when version.aversion is null or version.aversion = excluded.aversion
          then coalesce(version.acl, excluded.acl) else version.acl end`,
        intent: sql`coalesce(excluded.intent, version.intent)`,
        person: sql`coalesce(excluded.person, version.person)`,
        reason: sql`coalesce(excluded.reason, version.reason)`,
        session: sql`coalesce(excluded.session, version.session)`,
      }),
    )
    .returning(['id', 'cluster', 'path', 'moment', 'key', 'kind'])
    .execute()
}

type Kept = Awaited<ReturnType<typeof keepRows>>[number]

async function moveHeads(db: Db, kept: readonly Kept[]): Promise<void> {
  const newest = new Map<string, Kept>()
  for (const row of kept) {
    const known = newest.get(row.path)
    if (!known || isAfter(row, known)) newest.set(row.path, row)
  }
  await db
    .insertInto('head')
    .values(
      [...newest.values()].map(({ id, kind, ...row }) => ({
        ...row,
        version_id: id,
        gone: kind === 'deleted' ? 1 : 0,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['cluster', 'path'])
        .doUpdateSet({
          version_id: sql`excluded.version_id`,
          moment: sql`excluded.moment`,
          key: sql`excluded.key`,
          gone: sql`excluded.gone`,
        })
        .where(sql<boolean>`excluded.moment > head.moment
          or (excluded.moment = head.moment and excluded.key > head.key)`),
    )
    .execute()
}

function isAfter(a: Kept, b: Kept): boolean {
  return a.moment === b.moment ? a.key > b.key : a.moment > b.moment
}

function chunks<T>(items: readonly T[]): T[][] {
  const count = Math.ceil(items.length / CHUNK)
  return Array.from({ length: count }, (_, index) =>
    items.slice(index * CHUNK, (index + 1) * CHUNK),
  )
}
