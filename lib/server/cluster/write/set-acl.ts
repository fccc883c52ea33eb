import 'server-only'
import type { ClusterConfig } from '@/lib/server/cluster/config'
import type { SeenAcl } from '@/lib/server/cluster/expected-version'
import { isCode } from '@/lib/server/cluster/is-code'
import type { WroteAcl } from '@/lib/server/cluster/outcome/judge-outcome'
import { needing } from '@/lib/server/cluster/read/explain-no-auth'
import type { Reply, ZooKeeperSession } from '@/lib/server/zookeeper/session'
import {
  type AclEntry,
  isFinalAcl,
  isMasked,
  isRewritten,
  isSameAcl,
  maskDigests,
} from '@/lib/znode/acl'
import { ROOT, type ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'
import { ZnodeError } from '@/lib/znode/znode-error'
import { rightsLost, whoWeAre } from './own-rights'
import type { Replaced, Writing } from './write-context'
import { guardWritable } from './write-guards'
import { journaledOne, liveSession } from './znode-writes'

/** What whoever gives an ACL accepts: that we could not change it again. */
type Accepted = { readonly locksOut?: boolean | undefined }

/** Gives a znode another ACL if it still has the one the person saw. */
export async function setAcl(
  writing: Writing,
  seen: SeenAcl,
  acl: readonly AclEntry[],
  { locksOut = false }: Accepted = {},
): Promise<Reply<Stat>> {
  const { gateway } = writing
  const { path, aversion, czxid } = seen
  guardWritable(gateway.config, path)
  guardUnmasked(path, acl)
  const session = await liveSession(gateway, path)
  const replaced = await guardIncarnation(session, seen)
  const isAsSeen = replaced.stat.aversion === aversion
  if (!locksOut && isAsSeen)
    await guardAdmin(gateway.config, path, { now: replaced.acl ?? [], next: acl })
  const send = async () => {
    try {
      const { value, zxid } = await needing('admin', path, session.setAcl(path, acl, aversion))
      return { zxid, stats: [value] }
    } catch (error) {
      throw explain(seen, error)
    }
  }
  const version = { path, version: aversion, czxid }
  return await journaledOne(writing, {
    session,
    intent: { path, op: 'acl', seen: version, data: null, acl, replaced },
    step: { op: 'acl', ...seen, wrote: wroteAcl(acl) },
    send,
  })
}

/** Whoever was shown a masked digest and gives it back would lock its user out. */
function guardUnmasked(path: ZnodePath, acl: readonly AclEntry[]): void {
  if (!isMasked(acl)) return
  const detail = 'An “x” in place of a digest says that it is not shown; it cannot be written'
  throw new ZnodeError('invalid-acl', path, { detail })
}

/**
 * Refuses when the znode is not the incarnation the person saw. Reads its ACL, for which “admin” is
 * enough, and answers what the znode holds, as far as that may be read.
 */
async function guardIncarnation(
  session: ZooKeeperSession,
  { path, czxid }: SeenAcl,
): Promise<Replaced> {
  const [, { stat, acl }, held] = await Promise.all([
    session.sync(path),
    aclThere(session, path),
    session.getData(path).then(
      ({ value }) => value,
      () => undefined,
    ),
  ])
  if (stat.czxid !== czxid) throw new ZnodeError('recreated', path)
  const isItsValue = held?.stat.czxid === czxid && held.stat.version === stat.version
  return isItsValue ? { stat, acl, data: held.data } : { stat, acl }
}

/**
 * Throws `locks-out` where we could not change the ACL again; where nobody knows who we are, of the
 * root and of an ACL that nobody could change.
 */
async function guardAdmin(
  config: ClusterConfig,
  path: ZnodePath,
  acls: Parameters<typeof rightsLost>[1],
): Promise<void> {
  const loses = rightsLost(await whoWeAre(config), acls)
  const isLost = loses ? loses.includes('admin') : path === ROOT || isFinalAcl(acls.next)
  const detail = 'With “locksOut” the request says that this is meant'
  if (isLost) throw new ZnodeError('locks-out', path, { detail })
}

async function aclThere(session: ZooKeeperSession, path: ZnodePath) {
  try {
    return (await needing('admin', path, session.getAcl(path))).value
  } catch (error) {
    throw isCode(error, 'no-node') ? new ZnodeError('deleted', path, { cause: error }) : error
  }
}

const INVALID = 'One of its entries has a scheme that the server does not know, or an unfit id'

/** Says what a refused change of an ACL ran into. */
function explain({ path, aversion }: SeenAcl, cause: unknown): unknown {
  if (isCode(cause, 'no-node')) return new ZnodeError('deleted', path, { cause })
  if (isCode(cause, 'invalid-acl'))
    return new ZnodeError(cause.code, path, { detail: INVALID, cause })
  if (!isCode(cause, 'bad-version')) return cause
  const detail = `The ACL is not version ${aversion} any more`
  return new ZnodeError('bad-version', path, { detail, cause })
}

/** Whether an ACL is `sent`. Where ZooKeeper masks its digests, it may or may not be. */
function wroteAcl(sent: readonly AclEntry[]): WroteAcl {
  return (acl) => {
    if (isRewritten(sent)) return undefined
    if (!isMasked(acl)) return isSameAcl(acl, sent)
    return isSameAcl(acl, maskDigests(sent)) ? undefined : false
  }
}
