import { sql } from 'kysely'
import { eraOf, momentOf, zxidOf } from '@/lib/server/history/rows/change-position'
import type { VersionRow } from '@/lib/server/store/database/tables'
import type { Db } from '@/lib/server/store/store'
import { compareHex } from '@/lib/znode/zxid'

type Row = Pick<VersionRow, 'id' | 'path' | 'moment' | 'kind' | 'aversion'>

/** Which of these changes a restore of the ensemble's data has undone, by their ids. */
export async function undoneAmong(
  db: Db,
  cluster: string,
  rows: readonly Row[],
): Promise<ReadonlySet<number>> {
  const undone = new Set<number>()
  for (const era of await restoredEras(db, cluster)) {
    const before = rows.filter(({ moment }) => eraOf(moment) < era)
    const begins = await beginsOf(db, cluster, { era, rows: before })
    for (const row of before) {
      const begin = begins.get(row.path)
      if (begin && isUndoneBy(begin, row)) undone.add(row.id)
    }
  }
  return undone
}

async function restoredEras(db: Db, cluster: string): Promise<number[]> {
  const rows = await db
    .selectFrom('era')
    .select('era')
    .where('cluster', '=', cluster)
    .where('why', '=', 'restored')
    .execute()
  return rows.map(({ era }) => era)
}

/** What each path was when that era began, as far as it is recorded. */
async function beginsOf(
  db: Db,
  cluster: string,
  { era, rows }: { readonly era: number; readonly rows: readonly Row[] },
): Promise<Map<string, Row>> {
  const paths = [...new Set(rows.map(({ path }) => path))]
  if (paths.length === 0) return new Map()
  const [from, to] = [momentOf(era, '0x0'), momentOf(era + 1, '0x0')]
  const first = sql<number>`(select n.id from version n
    where n.cluster = head.cluster and n.path = head.path and n.moment >= ${from}
      and n.moment < ${to} order by n.moment, n.key limit 1)`
  const begins = await db
    .selectFrom('version')
    .select(['id', 'path', 'moment', 'kind', 'aversion'])
    .where('id', 'in', (outer) =>
      outer
        .selectFrom('head')
        .where('head.cluster', '=', cluster)
        .where('head.path', 'in', paths)
        .select(first.as('first')),
    )
    .execute()
  return new Map(begins.map((row) => [row.path, row]))
}

/** Another ACL counts by its version: its moment is when it was noticed. */
function isUndoneBy(begin: Row, { kind, moment, aversion }: Row): boolean {
  if (kind === 'acl' && begin.kind !== 'deleted') return (begin.aversion ?? 0) < (aversion ?? 0)
  return compareHex(zxidOf(begin.moment), zxidOf(moment)) < 0
}
