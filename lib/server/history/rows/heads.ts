import type { VersionRow } from '@/lib/server/store/database/tables'
import type { Db } from '@/lib/server/store/store'
import type { ZnodePath } from '@/lib/znode/path'
import type { Hex64 } from '@/lib/znode/zxid'

/** The newest rows of these paths, where there are any. */
export async function headsOf(
  db: Db,
  cluster: string,
  paths: readonly ZnodePath[],
): Promise<Map<string, KnownHead>> {
  if (paths.length === 0) return new Map()
  const rows = await headRows(db, cluster)
    .where('head.path', 'in', [...paths])
    .execute()
  return new Map(rows.map((row) => [row.path, toHead(row)]))
}

/** The newest row with what tells whether the znode is still as it says. */
export type KnownHead = Pick<VersionRow, 'kind' | 'moment' | 'version' | 'aversion' | 'hash'> & {
  readonly czxid: Hex64 | null
  readonly gone: boolean
}

type HeadAt = KnownHead & { readonly path: ZnodePath }

type Page = {
  readonly after: string
  readonly limit: number
  /** Those that were gone when last recorded, too. */
  readonly withGone: boolean
}

/** The paths after `after` that were recorded, in order, `limit` at most. */
export async function nextHeads(
  db: Db,
  cluster: string,
  { after, limit, withGone }: Page,
): Promise<HeadAt[]> {
  let heads = headRows(db, cluster).where('head.path', '>', after)
  if (!withGone) heads = heads.where('head.gone', '=', 0)
  const rows = await heads.orderBy('head.path').limit(limit).execute()
  return rows.map((row) => ({ ...toHead(row), path: row.path as ZnodePath }))
}

/** The newest deletions, `limit` at most. */
export async function lastDeletions(db: Db, cluster: string, limit: number): Promise<HeadAt[]> {
  const rows = await headRows(db, cluster)
    .where('head.gone', '=', 1)
    .where('version.cluster', '=', cluster)
    .where('version.kind', '=', 'deleted')
    .orderBy('version.moment', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...toHead(row), path: row.path as ZnodePath }))
}

/** The moment of the newest row of a cluster. */
export async function newestMoment(db: Db, cluster: string): Promise<string | undefined> {
  const newest = await db
    .selectFrom('version')
    .select('moment')
    .where('cluster', '=', cluster)
    .orderBy('moment', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest?.moment
}

function headRows(db: Db, cluster: string) {
  return db
    .selectFrom('head')
    .innerJoin('version', 'version.id', 'head.version_id')
    .select(['head.path', 'head.moment', 'head.gone'])
    .select(['version.kind', 'version.czxid', 'version.version', 'version.aversion'])
    .select('version.hash')
    .where('head.cluster', '=', cluster)
}

type HeadRow = Omit<KnownHead, 'gone' | 'czxid'> & { gone: number; czxid: string | null }

function toHead({ kind, moment, gone, czxid, version, aversion, hash }: HeadRow): KnownHead {
  const known = { kind, moment, version, aversion, hash }
  return { ...known, gone: gone === 1, czxid: czxid as Hex64 | null }
}
