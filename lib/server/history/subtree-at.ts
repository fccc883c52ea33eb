import { sql } from 'kysely'
import { MAX_SUBTREE } from '@/lib/api/restore'
import type { Db } from '@/lib/server/store/store'
import type { VersionRow } from '@/lib/server/store/tables'
import type { ZnodePath } from '@/lib/znode/path'
import { isBelow } from './changes'

export type Moment = { readonly path: ZnodePath; readonly at: number }

export type Then = Pick<
  VersionRow,
  'id' | 'path' | 'czxid' | 'version' | 'aversion' | 'value' | 'hash' | 'size' | 'kind'
> & {
  readonly moment: string
}

/** The recorded version each znode of a subtree had at a moment, in the order of the paths. */
export async function subtreeAt(db: Db, cluster: string, { path, at }: Moment): Promise<Then[]> {
  const ranked = db
    .selectFrom('version')
    .select(['id', 'path', 'czxid', 'version', 'aversion'])
    .select(['value', 'hash', 'size', 'kind', 'moment'])
    .select(
      sql<number>`row_number() over (partition by path order by moment desc, key desc)`.as('rank'),
    )
    .where('cluster', '=', cluster)
    .where('at', '<=', at)
    .where(isBelow(path))
  const rows = await db
    .selectFrom(ranked.as('ranked'))
    .selectAll()
    .where('rank', '=', 1)
    .where('kind', '<>', 'deleted')
    .orderBy('path')
    .limit(MAX_SUBTREE + 1)
    .execute()
  return rows.map(({ rank: _, ...row }) => row)
}

export type Known = Pick<Then, 'path' | 'czxid' | 'version' | 'value' | 'hash'>

/** What was recorded last of each znode of a subtree that is there, in the order of the paths. */
export async function knownNow(db: Db, cluster: string, path: ZnodePath): Promise<Known[]> {
  return await db
    .selectFrom('version')
    .innerJoin('head', 'head.version_id', 'version.id')
    .select(['version.path', 'version.czxid', 'version.version'])
    .select(['version.value', 'version.hash'])
    .where('head.cluster', '=', cluster)
    .where('head.gone', '=', 0)
    .where(isBelow(path))
    .orderBy('version.path')
    .limit(MAX_SUBTREE + 1)
    .execute()
}
