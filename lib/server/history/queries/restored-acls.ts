import type { AnswerOf } from '@/lib/api/operation'
import type { planRestore } from '@/lib/api/restore'
import { isCode } from '@/lib/server/cluster/is-code'
import { aclAt } from '@/lib/server/history/rows/acl-at'
import { PAGE_BYTES } from '@/lib/server/history/rows/page-bytes'
import type { Then } from '@/lib/server/history/rows/rows-at'
import type { Reads } from '@/lib/server/zookeeper/session'
import { type AclEntry, isMasked, maskDigests } from '@/lib/znode/acl'
import { parentOf, ROOT, type ZnodePath } from '@/lib/znode/path'
import type { Search } from './searches'

type RestoredAcl = AnswerOf<typeof planRestore>['acls'][number]

/** What a created znode gets, and the recorded row that holds it; undefined where it inherits. */
type Restoring = { readonly restored: RestoredAcl; readonly aclOf: number | undefined }

type Place = {
  readonly search: Pick<Search, 'step' | 'sealer'>
  readonly cluster: string
  readonly session: Reads
}

/**
 * The ACLs of znodes that are made again, parents first: the recorded one, or, where that is not
 * known in full, the one that the nearest ancestor has or gets. As many as an answer holds.
 */
export async function restoredAcls(
  place: Place,
  made: ReadonlyArray<{ readonly path: ZnodePath; readonly was: Then | undefined }>,
): Promise<Map<ZnodePath, Restoring>> {
  const acls = new Map<ZnodePath, Restoring>()
  let bytes = 0
  for (const { path, was } of made) {
    const acl = await restoredAcl(place, acls, { path, was })
    bytes += JSON.stringify(acl.restored).length
    if (bytes > PAGE_BYTES && acls.size > 0) break
    acls.set(path, acl)
  }
  return acls
}

async function restoredAcl(
  { search, cluster, session }: Place,
  planned: ReadonlyMap<ZnodePath, Restoring>,
  { path, was }: { readonly path: ZnodePath; readonly was: Then | undefined },
): Promise<Restoring> {
  const recorded = was && (await search.step((db) => aclAt(db, { ...was, cluster }, search.sealer)))
  if (recorded && !isMasked(recorded.acl)) {
    const acl = wireAcl(recorded.acl)
    const restored = { path, from: 'recorded', why: null, of: null, acl } as const
    return { restored, aclOf: recorded.id }
  }
  const why = recorded ? 'masked' : 'not-recorded'
  const inherited = await inheritedAcl(session, planned, parentOf(path))
  return { restored: { path, from: 'inherited', why, ...inherited }, aclOf: undefined }
}

type Inherited = Pick<RestoredAcl, 'of' | 'acl'>

async function inheritedAcl(
  session: Reads,
  planned: ReadonlyMap<ZnodePath, Restoring>,
  path: ZnodePath,
): Promise<Inherited> {
  const parent = planned.get(path)
  if (parent) return { of: path, acl: parent.restored.acl }
  try {
    return { of: path, acl: wireAcl((await session.getAcl(path)).value.acl) }
  } catch (error) {
    if (isCode(error, 'no-auth')) return { of: path, acl: null }
    if (path === ROOT || !isCode(error, 'no-node')) throw error
    return await inheritedAcl(session, planned, parentOf(path))
  }
}

/** As the API tells it: without the digests of other people's passwords. */
export function wireAcl(acl: readonly AclEntry[]): NonNullable<RestoredAcl['acl']> {
  return maskDigests(acl).map((entry) => ({ ...entry, permissions: [...entry.permissions] }))
}
