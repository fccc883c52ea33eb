import type { Db } from '@/lib/server/store/store'
import type { ZnodePath } from '@/lib/znode/path'
import type { Hex64 } from '@/lib/znode/zxid'
import { eraOf } from './change-position'
import type { Packed } from './content'

/** The ACL of one incarnation of a znode as it was recorded last; null where nobody read it. */
export type RecordedAcl = {
  readonly czxid: Hex64 | null
  readonly aversion: number
  readonly content: Packed | null
}

/** What was recorded last of the ACLs of these paths, in this era. */
export async function recordedAcls(
  db: Db,
  cluster: string,
  { era, paths }: { era: number; paths: readonly ZnodePath[] },
): Promise<Map<ZnodePath, RecordedAcl>> {
  if (paths.length === 0) return new Map()
  const rows = await db
    .selectFrom('version')
    .leftJoin('content', 'content.hash', 'version.acl')
    .select(['path', 'moment', 'czxid', 'aversion', 'content.hash', 'encoding', 'bytes'])
    .where('version.id', 'in', (outer) =>
      outer
        .selectFrom('head')
        .where('head.cluster', '=', cluster)
        .where('head.path', 'in', [...paths])
        .select((head) =>
          head
            .selectFrom('version as newest')
            .select('newest.id')
            .whereRef('newest.cluster', '=', 'head.cluster')
            .whereRef('newest.path', '=', 'head.path')
            .where('newest.aversion', 'is not', null)
            .orderBy('newest.moment', 'desc')
            .orderBy('newest.key', 'desc')
            .limit(1)
            .as('id'),
        ),
    )
    .execute()
  const ofThisEra = rows.filter(({ moment }) => eraOf(moment) === era)
  return new Map(
    ofThisEra.map(({ path, czxid, aversion, hash, encoding, bytes }) => [
      path as ZnodePath,
      {
        czxid: czxid as Hex64 | null,
        aversion: aversion ?? 0,
        content: hash && encoding && bytes ? { hash, encoding, bytes } : null,
      },
    ]),
  )
}
