import 'server-only'
import type { Seen } from '@/lib/server/cluster/expected-version'
import type { ClusterGateway } from '@/lib/server/cluster/gateway'
import { isCode } from '@/lib/server/cluster/is-code'
import { type Applied, equals } from '@/lib/server/cluster/outcome/resolve-outcome'
import { missing, needing } from '@/lib/server/cluster/read/explain-no-auth'
import type { Created, Reply, ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { type AclEntry, isMasked } from '@/lib/znode/acl'
import { parentOf, type ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'
import { ZnodeError } from '@/lib/znode/znode-error'
import { conflict } from './conflict'
import { readReplaced } from './previous-value'
import { journaled, type Write } from './send-journaled'
import type { Creation, Replaced, Writing } from './write-context'
import { guardDeletable, guardLive, guardSize, guardWritable } from './write-guards'

/** Creates a persistent znode. */
export async function createZnode(writing: Writing, creation: Creation): Promise<Reply<Created>> {
  const { gateway } = writing
  const { path, data } = creation
  const parent = parentOf(path)
  guardWritable(gateway.config, path)
  const session = await liveSession(gateway, path)
  guardSize(gateway.config, path, data)
  const [acl] = await Promise.all([
    creation.acl ?? aclOf(session, parent),
    // Known before the intent is written, the creation goes out in the session that it names.
    session.abilities(),
  ])
  const send = async () => {
    try {
      const created = session.create(path, data, { mode: 'persistent', acl })
      return madeBy((await needing('create', parent, created)).value.stat)
    } catch (error) {
      throw isCode(error, 'no-node') ? new ZnodeError('no-node', parent, { cause: error }) : error
    }
  }
  const { value: stat, zxid } = await journaledOne(writing, {
    session,
    intent: { path, op: 'create', seen: null, data, replaced: null },
    step: { op: 'create', path, wrote: equals(data) },
    send,
  })
  return { value: { path, stat }, zxid }
}

/** Sets a znode's data if it is still what the person saw. */
export async function setZnode(
  writing: Writing,
  seen: Seen,
  data: Buffer | null,
): Promise<Reply<Stat>> {
  const { gateway } = writing
  const { path } = seen
  guardWritable(gateway.config, path)
  const session = await liveSession(gateway, path)
  guardSize(gateway.config, path, data)
  const replaced = await guardIncarnation(session, seen)
  const send = async () => {
    try {
      const set = session.setData(path, data, seen.version)
      return madeBy((await needing('write', path, set)).value)
    } catch (error) {
      throw await explain(session, seen, error)
    }
  }
  return await journaledOne(writing, {
    session,
    intent: { path, op: 'set', seen, data, replaced },
    step: { op: 'set', ...seen, wrote: equals(data) },
    send,
  })
}

/** Deletes a leaf if it is still what the person saw. */
export async function deleteZnode(writing: Writing, seen: Seen): Promise<Reply<void>> {
  const { gateway } = writing
  const { path } = seen
  guardDeletable(gateway.config, path)
  const session = await liveSession(gateway, path)
  const replaced = await guardIncarnation(session, seen)
  const send = async () => {
    try {
      const gone = session.delete(path, seen.version)
      return { zxid: (await needing('delete', parentOf(path), gone)).zxid, stats: [null] }
    } catch (error) {
      throw await explain(session, seen, error)
    }
  }
  const { zxid } = await journaled(writing, {
    session,
    intents: [{ path, op: 'delete', seen, data: null, replaced }],
    steps: [{ op: 'delete', ...seen }],
    send,
  })
  return { value: undefined, zxid }
}

function madeBy(stat: Stat): Applied {
  return { zxid: stat.mzxid, stats: [stat] }
}

type OneWrite = Pick<Write, 'session' | 'send'> & {
  readonly intent: Write['intents'][number]
  readonly step: Write['steps'][number]
}

/** Makes it, and answers the stat of the one znode that it made or changed. */
export async function journaledOne(
  writing: Writing,
  { intent, step, ...how }: OneWrite,
): Promise<Reply<Stat>> {
  const { zxid, stats } = await journaled(writing, { ...how, intents: [intent], steps: [step] })
  const [stat] = stats
  if (!stat) throw new ZnodeError('outcome-unknown', intent.path)
  return { value: stat, zxid }
}

/** The session that writes. Throws `not-live` while the connection is in doubt. */
export async function liveSession(
  gateway: ClusterGateway,
  path: ZnodePath,
): Promise<ZooKeeperSession> {
  const session = await gateway.connected('write')
  guardLive(session, path, performance.now())
  return session
}

/**
 * Refuses when the znode is not the incarnation the person saw: `deleted` or `recreated`. Answers
 * what it holds, null where that may not be read. ZooKeeper cannot check a czxid, so a recreation
 * between this and the write goes unnoticed here; the czxid in the write's answer tells it.
 */
async function guardIncarnation(session: ZooKeeperSession, seen: Seen): Promise<Replaced | null> {
  const [, { value: stat }, replaced] = await Promise.all([
    session.sync(seen.path),
    session.exists(seen.path),
    readReplaced(session, seen.path),
  ])
  if (stat === null) throw new ZnodeError('deleted', seen.path)
  if (stat === 'unreadable') throw missing('read', seen.path)
  if (stat.czxid !== seen.czxid) throw await conflict('recreated', session, seen.path)
  return replaced
}

/** Says what a refused write ran into, with what the znode holds now. */
async function explain(session: ZooKeeperSession, seen: Seen, error: unknown): Promise<unknown> {
  if (isCode(error, 'no-node')) return new ZnodeError('deleted', seen.path, { cause: error })
  if (isCode(error, 'bad-version')) return await conflict('bad-version', session, seen.path)
  return error
}

/** The ACL that a new child gets. Throws `no-auth` where ZooKeeper shows it with masked digests. */
export async function aclOf(session: ZooKeeperSession, parent: ZnodePath): Promise<AclEntry[]> {
  const { acl } = (await needing('read', parent, session.getAcl(parent))).value
  if (isMasked(acl))
    throw new ZnodeError('no-auth', parent, {
      detail: `Without the “admin” permission on ${parent} its ACL cannot be copied; give one`,
    })
  return acl
}
