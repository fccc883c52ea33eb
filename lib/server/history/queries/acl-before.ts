import { aclAt } from '@/lib/server/history/rows/acl-at'
import type { Sealer } from '@/lib/server/store/database/sealer'
import type { Db } from '@/lib/server/store/store'
import { type AclEntry, isMasked } from '@/lib/znode/acl'
import type { ZnodePath } from '@/lib/znode/path'
import { ZnodeError } from '@/lib/znode/znode-error'
import type { Hex64 } from '@/lib/znode/zxid'
import { versionsOf } from './change-rows'

type Asked = { readonly path: ZnodePath; readonly id: number; readonly sealer: Sealer }

/** The ACL from before a recorded change of it, and the incarnation that had it. */
export type AclBefore = {
  readonly czxid: Hex64 | null
  /** Undefined where nobody read it. */
  readonly acl: readonly AclEntry[] | undefined
}

/** Throws `no-change` where `id` is no change of this znode's ACL, or is no longer kept. */
export async function aclBefore(
  db: Db,
  cluster: string,
  { path, id, sealer }: Asked,
): Promise<AclBefore> {
  const row = await versionsOf(db, cluster)
    .where('version.path', '=', path)
    .where('version.id', '=', id)
    .executeTakeFirst()
  if (row?.kind !== 'acl') throw new ZnodeError('no-change', path)
  const { previous, czxid } = row
  const before =
    previous === null
      ? undefined
      : await db.selectFrom('version').selectAll().where('id', '=', previous).executeTakeFirst()
  const isOfOne = before?.czxid === czxid
  const recorded = before && isOfOne ? await aclAt(db, before, sealer) : undefined
  return { czxid: czxid as Hex64 | null, acl: recorded?.acl }
}

/**
 * The ACL that undoing a change gives the incarnation the person saw. Throws `recreated` where the
 * change is another's, and `acl-not-kept` where digests of it were never shown to us.
 */
export async function undoneAcl(
  db: Db,
  cluster: string,
  { czxid: seen, ...asked }: Asked & { readonly czxid: Hex64 },
): Promise<readonly AclEntry[]> {
  const { path } = asked
  const { czxid, acl } = await aclBefore(db, cluster, asked)
  if (czxid !== seen) throw new ZnodeError('recreated', path)
  if (!acl || isMasked(acl)) throw new ZnodeError('acl-not-kept', path)
  return acl
}
