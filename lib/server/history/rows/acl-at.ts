import type { Sealer } from '@/lib/server/store/database/sealer'
import type { VersionRow } from '@/lib/server/store/database/tables'
import type { Db } from '@/lib/server/store/store'
import { type AclEntry, isMasked } from '@/lib/znode/acl'
import type { ZnodePath } from '@/lib/znode/path'
import { ZnodeError } from '@/lib/znode/znode-error'
import type { Hex64 } from '@/lib/znode/zxid'
import { eraOf, momentOf } from './change-position'
import { type Packed, unpackAcl } from './content'
import { bytesIn } from './page-bytes'

type Row = Pick<VersionRow, 'cluster' | 'path' | 'moment' | 'kind' | 'czxid' | 'aversion'>

/** An ACL with the recorded row that holds it. */
export type AclOfRow = { readonly id: number; readonly acl: AclEntry[] }

/**
 * The ACL a znode had when it was what this row says. A row that does not tell the ACL's version
 * has the one that was recorded last before. Undefined where nobody read it.
 */
export async function aclAt(db: Db, row: Row, sealer: Sealer): Promise<AclOfRow | undefined> {
  if (row.kind === 'deleted') return undefined
  const found = await aclRowsAt(db, row).select(STORED).executeTakeFirst()
  return found && toAcl(found, sealer)
}

/** How large that ACL is as it is kept (bytes): it may be a megabyte. 0 where nobody read it. */
export async function aclBytesAt(db: Db, row: Row): Promise<number> {
  if (row.kind === 'deleted') return 0
  const size = bytesIn('content.bytes').as('size')
  return (await aclRowsAt(db, row).select(size).executeTakeFirst())?.size ?? 0
}

function aclRowsAt(db: Db, row: Row) {
  const ofIncarnation = aclRows(db)
    .where('cluster', '=', row.cluster)
    .where('path', '=', row.path)
    .where('czxid', '=', row.czxid)
    .where('moment', '>=', momentOf(eraOf(row.moment), '0x0'))
    .where('moment', '<', momentOf(eraOf(row.moment) + 1, '0x0'))
  const told =
    row.aversion === null
      ? ofIncarnation.where('moment', '<=', row.moment).where('aversion', 'is not', null)
      : ofIncarnation.where('aversion', '=', row.aversion).where('acl', 'is not', null)
  return told.orderBy('moment', 'desc').orderBy('key', 'desc')
}

/** The whole ACL of one recorded row. Throws `no-change` when it is not, or no longer, there. */
export async function aclOfRow(
  db: Db,
  cluster: string,
  { path, id, sealer }: { path: ZnodePath; id: number; sealer: Sealer },
): Promise<AclEntry[]> {
  const row = await aclRows(db)
    .select(STORED)
    .where('cluster', '=', cluster)
    .where('path', '=', path)
    .where('version.id', '=', id)
    .executeTakeFirst()
  const found = row && toAcl(row, sealer)
  if (!found) throw new ZnodeError('no-change', path)
  return found.acl
}

/**
 * The ACL that was recorded last of an incarnation. Undefined where nobody read it, or where
 * ZooKeeper masked it.
 */
export async function lastAclOf(
  db: Db,
  cluster: string,
  { path, czxid, sealer }: { path: ZnodePath; czxid: Hex64; sealer: Sealer },
): Promise<AclEntry[] | undefined> {
  const row = await aclRows(db)
    .select(STORED)
    .where('cluster', '=', cluster)
    .where('path', '=', path)
    .where('czxid', '=', czxid)
    .where('aversion', 'is not', null)
    .orderBy('moment', 'desc')
    .orderBy('key', 'desc')
    .executeTakeFirst()
  const acl = row && toAcl(row, sealer)?.acl
  return acl && !isMasked(acl) ? acl : undefined
}

const STORED = ['version.id', 'encoding', 'bytes'] as const

function aclRows(db: Db) {
  return db.selectFrom('version').leftJoin('content', 'content.hash', 'version.acl').limit(1)
}

type Stored = { id: number; encoding: Packed['encoding'] | null; bytes: Buffer | null }

function toAcl({ id, encoding, bytes }: Stored, sealer: Sealer): AclOfRow | undefined {
  const acl = encoding && bytes ? unpackAcl({ encoding, bytes }, sealer) : undefined
  return acl && { id, acl }
}
