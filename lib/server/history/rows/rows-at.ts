import { type SelectQueryBuilder, sql } from 'kysely'
import type { Tables, VersionRow } from '@/lib/server/store/database/tables'
import type { Db } from '@/lib/server/store/store'
import type { ZnodePath } from '@/lib/znode/path'
import { bytesIn, withinPage } from './page-bytes'

const COLUMNS = [
  'id',
  'path',
  'moment',
  'kind',
  'czxid',
  'version',
  'aversion',
  'value',
  'hash',
  'size',
] as const

/** What a recorded row says. */
export type Then = Pick<VersionRow, (typeof COLUMNS)[number]>

/** A recorded znode: what was recorded last of it, and what it was at a moment, where it was. */
export type Recorded = {
  readonly path: ZnodePath
  readonly latest: Then
  readonly was: Then | undefined
  /** It is known not to have been there at the moment. */
  readonly wasAbsent: boolean
}

/** Where a scan goes on: behind `path`, or at it. */
export type From = { readonly path: string; readonly isInclusive: boolean }

/** A batch of recorded znodes, in the order of their paths, as they were at `at` (ms since 1970). */
export async function recordedFrom(
  db: Db,
  cluster: string,
  scan: {
    readonly from: From
    /** Where the paths end, exclusive. */
    readonly end: string
    readonly at: number
    /** So many are looked at, or as many as a page of bytes holds. */
    readonly limit: number
    /** Only those of which something was recorded after `at`. */
    readonly isTouched?: boolean
  },
): Promise<{ rows: Recorded[]; next: From | null }> {
  const { from, end, at, limit, isTouched } = scan
  const paths = db
    .selectFrom('head')
    .where('head.cluster', '=', cluster)
    .where('head.path', from.isInclusive ? '>=' : '>', from.path)
    .where('head.path', '<', end)
    .orderBy('head.path')
  const sizes = await paths.select(bytesIn('head.path').as('bytes')).limit(limit).execute()
  const count = withinPage(sizes, limit).length
  if (count === 0) return { rows: [], next: null }
  const last = await paths
    .select('head.path')
    .limit(1)
    .offset(count - 1)
    .executeTakeFirstOrThrow()
  let rows = headsAt(db, cluster, at)
    .where('head.path', from.isInclusive ? '>=' : '>', from.path)
    .where('head.path', '<=', last.path)
  if (isTouched) rows = rows.where('latest.at', '>', at)
  return {
    rows: await withThen(db, rows.orderBy('head.path')),
    next: count === limit || count < sizes.length ? { path: last.path, isInclusive: false } : null,
  }
}

/** The same of the znodes at these paths, where anything was recorded of them. */
export async function recordedAt(
  db: Db,
  cluster: string,
  at: number,
  paths: readonly ZnodePath[],
): Promise<Recorded[]> {
  if (paths.length === 0) return []
  return await withThen(db, headsAt(db, cluster, at).where('head.path', 'in', [...paths]))
}

/** The id of the row that a path’s newest one at `at` has. */
const idAt = (at: number) => sql<number | null>`(select v.id from version v
  where v.cluster = head.cluster and v.path = head.path and v.at <= ${at}
  order by v.moment desc, v.key desc limit 1)`

/** How the oldest row of a path calls itself. */
const FIRST_KIND = sql<Then['kind']>`(select v.kind from version v
  where v.cluster = head.cluster and v.path = head.path order by v.moment, v.key limit 1)`

function headsAt(db: Db, cluster: string, at: number) {
  return db
    .selectFrom('head')
    .innerJoin('version as latest', 'latest.id', 'head.version_id')
    .select(COLUMNS.map((column) => `latest.${column}` as const))
    .select([idAt(at).as('then_id'), FIRST_KIND.as('first_kind')])
    .where('head.cluster', '=', cluster)
}

type Rows = SelectQueryBuilder<
  Tables & { latest: Tables['version'] },
  'head' | 'latest',
  Then & { then_id: number | null; first_kind: Then['kind'] }
>

async function withThen(db: Db, rows: Rows): Promise<Recorded[]> {
  const found = await rows.execute()
  const byId = await versionsOf(
    db,
    found.flatMap(({ id, then_id }) => (then_id === null || then_id === id ? [] : [then_id])),
  )
  return found.map(({ then_id, first_kind, ...latest }) => {
    const row = then_id === latest.id ? latest : byId.get(then_id ?? -1)
    const path = latest.path as ZnodePath
    const wasAbsent = row ? row.kind === 'deleted' : first_kind === 'created'
    return { path, latest, was: wasAbsent ? undefined : row, wasAbsent }
  })
}

/** Whether two rows are known to hold the same bytes. */
export function isSameValue(a: Then, b: Then): boolean {
  if (a.czxid === b.czxid && a.version === b.version) return true
  const isComparable = a.hash !== null || a.value === 'none'
  return isComparable && a.value === b.value && a.hash === b.hash
}

async function versionsOf(db: Db, ids: readonly number[]): Promise<Map<number, Then>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('version')
    .select(COLUMNS)
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** Where the paths below `path` begin and end: `/` sorts right before `0`. */
export function rangeBelow(path: ZnodePath): { readonly from: From; readonly end: string } {
  const stem = path === '/' ? '' : path
  return { from: { path: `${stem}/`, isInclusive: false }, end: `${stem}0` }
}
