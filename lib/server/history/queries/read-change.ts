import type { readChange as operation, RecordedValue } from '@/lib/api/history'
import type { AnswerOf } from '@/lib/api/operation'
import { aclAt } from '@/lib/server/history/rows/acl-at'
import { unpack } from '@/lib/server/history/rows/content'
import { bytesIn, withinPage } from '@/lib/server/history/rows/page-bytes'
import type { Sealer } from '@/lib/server/store/database/sealer'
import type { VersionRow } from '@/lib/server/store/database/tables'
import type { Db } from '@/lib/server/store/store'
import type { ZnodePath } from '@/lib/znode/path'
import { ZnodeError } from '@/lib/znode/znode-error'
import { isExact, isOfTransaction, toChanges, type Version, versionsOf } from './change-rows'
import { wireAcl } from './restored-acls'

/** Changes of one transaction told with one of them. */
const MOST_TOGETHER = 200

/** One change in full. Throws `no-change` when it was never recorded, or is no longer kept. */
export async function readChange(
  db: Db,
  cluster: string,
  { path, id, sealer }: { path: ZnodePath; id: number; sealer: Sealer },
): Promise<AnswerOf<typeof operation>> {
  const row = await versionsOf(db, cluster)
    .where('version.path', '=', path)
    .where('version.id', '=', id)
    .executeTakeFirst()
  if (!row) throw new ZnodeError('no-change', path)
  const [change] = await toChanges(db, [row])
  if (!change) throw new ZnodeError('no-change', path)
  const before = await previousOf(db, row)
  return {
    change,
    before: await valueBefore(db, before, row),
    after: await valueOfRow(db, row),
    acl: {
      before: await shownAcl(db, before, sealer),
      after: await shownAcl(db, row, sealer),
    },
    together: await othersOf(db, cluster, row),
  }
}

async function previousOf(db: Db, { previous }: Version): Promise<VersionRow | undefined> {
  if (previous === null) return undefined
  return await db.selectFrom('version').selectAll().where('id', '=', previous).executeTakeFirst()
}

async function valueBefore(
  db: Db,
  before: VersionRow | undefined,
  { kind }: Version,
): Promise<RecordedValue> {
  if (before) return await valueOfRow(db, before)
  return { state: kind === 'created' ? 'absent' : 'unknown', data: null }
}

/** The value a row stands for. */
export async function valueOfRow(
  db: Db,
  { kind, value, hash }: Pick<VersionRow, 'kind' | 'value' | 'hash'>,
): Promise<RecordedValue> {
  if (kind === 'deleted') return { state: 'absent', data: null }
  if (value !== 'kept' || hash === null) return { state: value, data: null }
  const content = await db
    .selectFrom('content')
    .select(['encoding', 'bytes'])
    .where('hash', '=', hash)
    .executeTakeFirst()
  if (!content) return { state: 'unknown', data: null }
  return { state: 'kept', data: unpack(content).toString('base64') }
}

/** The ACL of a row, its digests masked; null where it was not recorded. */
export async function shownAcl(db: Db, row: VersionRow | undefined, sealer: Sealer) {
  const recorded = row && (await aclAt(db, row, sealer))
  return recorded ? wireAcl(recorded.acl) : null
}

async function othersOf(db: Db, cluster: string, row: Version) {
  if (!isOfTransaction(row)) return []
  const { moment, id } = row
  const sizes = await db
    .selectFrom('version')
    .select(['version.id', bytesIn('version.path').as('bytes')])
    .where('version.cluster', '=', cluster)
    .where('version.moment', '=', moment)
    .where('version.id', '<>', id)
    .where(isExact)
    .orderBy('version.path')
    .limit(MOST_TOGETHER)
    .execute()
  const ids = withinPage(sizes, MOST_TOGETHER).map((each) => each.id)
  if (ids.length === 0) return []
  const rows = await versionsOf(db, cluster)
    .where('version.id', 'in', ids)
    .orderBy('version.path')
    .execute()
  return await toChanges(db, rows)
}
