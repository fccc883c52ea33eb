import type { Db } from '@/lib/server/store/store'
import type { ZnodePath } from '@/lib/znode/path'
import type { Hex64 } from '@/lib/znode/zxid'
import type { Head } from './interpret'

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
export type KnownHead = Head & {
  readonly moment: string
  readonly version: number | null
  readonly aversion: number | null
}

type LiveHead = KnownHead & { readonly path: ZnodePath }

/** The paths after `after` that were there when last recorded, in order, `limit` at most. */
export async function nextHeads(
  db: Db,
  cluster: string,
  { after, limit }: { after: string; limit: number },
): Promise<LiveHead[]> {
  const rows = await headRows(db, cluster)
    .where('head.gone', '=', 0)
    .where('head.path', '>', after)
    .orderBy('head.path')
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
    .select(['version.czxid', 'version.version', 'version.aversion'])
    .where('head.cluster', '=', cluster)
}

type HeadRow = Omit<KnownHead, 'gone' | 'czxid'> & { gone: number; czxid: string | null }

function toHead({ moment, gone, czxid, version, aversion }: HeadRow): KnownHead {
  return { moment, gone: gone === 1, czxid: czxid as Hex64 | null, version, aversion }
}
