import 'server-only'
import type { Created, Reply, ZooKeeperSession } from '@/lib/server/zookeeper/session'
import type { AclEntry } from '@/lib/znode/acl'
import { parentOf, type ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'
import { ZnodeError } from '@/lib/znode/znode-error'
import { conflict } from './conflict'
import type { ClusterGateway } from './gateway'
import { guardDeletable, guardLive, guardSize, guardWritable } from './guard-write'
import type { Creation, Seen } from './intent'
import { isCode } from './is-code'
import { needing } from './needing'
import { resolveCreate, resolveDelete, resolveSet } from './resolve-unknown'

/** Creates a persistent znode. */
export async function createZnode(
  gateway: ClusterGateway,
  creation: Creation,
): Promise<Reply<Created>> {
  const { path, data } = creation
  const parent = parentOf(path)
  guardWritable(gateway.config, path)
  const session = await liveSession(gateway, path)
  guardSize(gateway.config, path, data)
  const acl = creation.acl ?? (await aclOf(session, parent))
  const before = session.health.lastZxid
  try {
    return await needing('create', parent, session.create(path, data, { mode: 'persistent', acl }))
  } catch (error) {
    if (isCode(error, 'no-node')) throw new ZnodeError('no-node', parent, { cause: error })
    if (!isCode(error, 'outcome-unknown')) throw error
    return await resolveCreate(gateway, { session, error }, { path, data, before })
  }
}

/** Sets a znode's data if it is still what the person saw. */
export async function setZnode(
  gateway: ClusterGateway,
  seen: Seen,
  data: Buffer | null,
): Promise<Reply<Stat>> {
  const { path } = seen
  guardWritable(gateway.config, path)
  const session = await liveSession(gateway, path)
  guardSize(gateway.config, path, data)
  await guardIncarnation(session, seen)
  try {
    return await needing('write', path, session.setData(path, data, seen.version))
  } catch (error) {
    if (!isCode(error, 'outcome-unknown')) throw await explain(session, seen, error)
    return await resolveSet(gateway, { session, error }, seen, data)
  }
}

/** Deletes a leaf if it is still what the person saw. */
export async function deleteZnode(gateway: ClusterGateway, seen: Seen): Promise<Reply<void>> {
  const { path } = seen
  guardDeletable(gateway.config, path)
  const session = await liveSession(gateway, path)
  await guardIncarnation(session, seen)
  try {
    return await needing('delete', parentOf(path), session.delete(path, seen.version))
  } catch (error) {
    if (!isCode(error, 'outcome-unknown')) throw await explain(session, seen, error)
    return await resolveDelete(gateway, { session, error }, seen)
  }
}

async function liveSession(gateway: ClusterGateway, path: ZnodePath): Promise<ZooKeeperSession> {
  const session = await gateway.connected('write')
  guardLive(session, path, performance.now())
  return session
}

/**
 * Refuses when the znode is not the incarnation the person saw: `deleted` or `recreated`.
 * ZooKeeper cannot check a czxid, so a recreation between this and the write goes unnoticed here;
 * the czxid in the write's answer tells it.
 */
async function guardIncarnation(session: ZooKeeperSession, seen: Seen): Promise<void> {
  const [, { value: stat }] = await Promise.all([
    session.sync(seen.path),
    session.exists(seen.path),
  ])
  if (stat === null) throw new ZnodeError('deleted', seen.path)
  if (stat.czxid !== seen.czxid) throw await conflict('recreated', session, seen.path)
}

/** Says what a refused write ran into, with what the znode holds now. */
async function explain(session: ZooKeeperSession, seen: Seen, error: unknown): Promise<unknown> {
  if (isCode(error, 'no-node')) return new ZnodeError('deleted', seen.path, { cause: error })
  if (isCode(error, 'bad-version')) return await conflict('bad-version', session, seen.path)
  return error
}

/** The ACL that a new child gets. Throws `no-auth` where ZooKeeper shows it with masked digests. */
async function aclOf(session: ZooKeeperSession, parent: ZnodePath): Promise<AclEntry[]> {
  const { acl } = (await needing('read', parent, session.getAcl(parent))).value
  if (acl.some(({ scheme, id }) => scheme === 'digest' && id.endsWith(':x')))
    throw new ZnodeError('no-auth', parent, {
      detail: `Without the “admin” permission on ${parent} its ACL cannot be copied; give one`,
    })
  return acl
}
