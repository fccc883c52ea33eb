import type { planAclUndo as operation } from '@/lib/api/acl'
import type { AnswerOf } from '@/lib/api/operation'
import { isCode } from '@/lib/server/cluster/is-code'
import { catchUpServer } from '@/lib/server/cluster/read/catch-up-server'
import { needing } from '@/lib/server/cluster/read/explain-no-auth'
import { type Identity, rightsLost } from '@/lib/server/cluster/write/own-rights'
import type { AclBefore } from '@/lib/server/history/queries/acl-before'
import { wireAcl } from '@/lib/server/history/queries/restored-acls'
import type { Reads } from '@/lib/server/zookeeper/session'
import { type AclEntry, isMasked, isSameAcl, maskDigests } from '@/lib/znode/acl'
import type { ZnodePath } from '@/lib/znode/path'
import { ZnodeError } from '@/lib/znode/znode-error'

type Plan = AnswerOf<typeof operation>

type Place = {
  readonly session: Reads
  /** Asked only where it matters. */
  readonly whoWeAre: () => Promise<readonly Identity[] | undefined>
}

/** What putting the ACL from before back would do to the znode as it is now. */
export async function planAclUndo(
  { session, whoWeAre }: Place,
  path: ZnodePath,
  { czxid, acl: next }: AclBefore,
): Promise<Plan> {
  const { value: now, zxid } = await aclNow(session, path)
  if (now.stat.czxid !== czxid) throw new ZnodeError('recreated', path)
  const blocked = blockOf(now.acl, next)
  const isOpen = next !== undefined && blocked === null
  return {
    path,
    now: { acl: wireAcl(now.acl), aversion: now.stat.aversion, czxid },
    next: next ? wireAcl(next) : null,
    blocked,
    passwords: isOpen ? newPasswords(now.acl, next) : [],
    loses: isOpen ? rightsLost(await whoWeAre(), { now: now.acl, next }) : null,
    zxid,
  }
}

/** Behind every change acknowledged before. */
async function aclNow(session: Reads, path: ZnodePath) {
  try {
    const read = needing('read', path, session.getAcl(path))
    const [, reply] = await Promise.all([catchUpServer(session), read])
    return reply
  } catch (error) {
    throw isCode(error, 'no-node') ? new ZnodeError('deleted', path, { cause: error }) : error
  }
}

function blockOf(now: readonly AclEntry[], next: readonly AclEntry[] | undefined): Plan['blocked'] {
  if (!next) return 'not-recorded'
  if (isMasked(next)) return 'masked'
  if (isMasked(now)) return 'no-admin'
  return isSameAcl(now, next) ? 'same' : null
}

/** Users whose entries look alike and are not. */
function newPasswords(now: readonly AclEntry[], next: readonly AclEntry[]): string[] {
  const [had, gets] = [digestsByUser(now), digestsByUser(next)]
  const users = [...gets].filter(([user, ids]) => had.has(user) && had.get(user) !== ids)
  return users.map(([user]) => user)
}

function digestsByUser(acl: readonly AclEntry[]): Map<string, string> {
  const ids = new Map<string, Set<string>>()
  for (const { scheme, id } of acl) {
    if (scheme !== 'digest') continue
    const user = maskDigests([{ scheme, id, permissions: [] }])[0]?.id.slice(0, -2) ?? ''
    ids.set(user, (ids.get(user) ?? new Set()).add(id))
  }
  return new Map([...ids].map(([user, all]) => [user, [...all].sort().join('\n')]))
}
