import 'server-only'
import type { Created, Reply, ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { parentOf, type ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'
import { type Current, ZnodeError } from '@/lib/znode/znode-error'
import { compareHex, type Hex64 } from '@/lib/znode/zxid'
import type { ClusterGateway } from './gateway'
import type { Seen } from './intent'
import { isCode } from './is-code'
import { readZnode } from './read'

/**
 * A write was sent and its answer got lost. Its session is fenced, so that it cannot land later
 * (I5), then the znode is read behind a sync: applied, not applied, or honestly unknown (I4).
 */
type Evidence = {
  readonly session: ZooKeeperSession
  /** Whether the write can no longer land. */
  readonly fenced: boolean
  readonly found: Reply<Current> | null
}

export type Doubt = {
  /** Sees to it that the write can no longer land; says whether that is certain. */
  readonly fence: () => Promise<boolean>
  /** The path of the write, and what is thrown where nobody can be asked. */
  readonly error: ZnodeError
}

/** Whether a value is the one that was sent. */
export type Wrote = (value: Uint8Array | null) => boolean

/** `before`: a zxid from before the creation was sent. */
export async function resolveCreate(
  gateway: ClusterGateway,
  doubt: Doubt,
  { path, wrote, before }: { path: ZnodePath; wrote: Wrote; before: Hex64 },
): Promise<Reply<Created>> {
  const { found, fenced, session } = await gather(gateway, doubt, path)
  if (found === null) {
    const parent = await session.exists(parentOf(path)).catch(() => null)
    const untouched = parent?.value && compareHex(parent.value.pzxid, before) <= 0
    throw fenced && untouched ? notApplied(doubt) : doubt.error
  }
  const { value, zxid } = found
  const isNew = compareHex(value.stat.czxid, before) > 0
  if (isNew && value.stat.version === 0 && wrote(value.data))
    return { value: { path, stat: value.stat }, zxid }
  if (!isNew || value.stat.version === 0)
    throw new ZnodeError('node-exists', path, { current: value })
  throw stillUnknown(doubt, value)
}

/** Only one write takes the znode from the version seen to the next. */
export async function resolveSet(
  gateway: ClusterGateway,
  doubt: Doubt,
  { path, czxid, version }: Seen,
  wrote: Wrote,
): Promise<Reply<Stat>> {
  const { found, fenced } = await gather(gateway, doubt, path)
  if (found === null) throw new ZnodeError('deleted', path)
  const { value, zxid } = found
  if (value.stat.czxid !== czxid) throw new ZnodeError('recreated', path, { current: value })
  if (value.stat.version === version) throw fenced ? notApplied(doubt) : stillUnknown(doubt, value)
  if (value.stat.version > version + 1) throw stillUnknown(doubt, value)
  if (wrote(value.data)) return { value: value.stat, zxid }
  throw new ZnodeError('bad-version', path, { current: value })
}

/** Gone is what was wanted, whoever did it. */
export async function resolveDelete(
  gateway: ClusterGateway,
  doubt: Doubt,
  { path, czxid, version }: Seen,
): Promise<Reply<void>> {
  const { found, fenced, session } = await gather(gateway, doubt, path)
  if (found === null) return { value: undefined, zxid: session.health.lastZxid }
  const { value } = found
  if (value.stat.czxid !== czxid) throw new ZnodeError('recreated', path, { current: value })
  if (value.stat.version !== version) throw new ZnodeError('bad-version', path, { current: value })
  throw fenced ? notApplied(doubt) : stillUnknown(doubt, value)
}

/** Throws the doubt itself where ZooKeeper cannot be asked. */
async function gather(
  gateway: ClusterGateway,
  { fence, error }: Doubt,
  path: ZnodePath,
): Promise<Evidence> {
  const fenced = await fence()
  try {
    const session = await gateway.connected('write')
    return { session, fenced, found: await readIfThere(session, path) }
  } catch {
    throw error
  }
}

async function readIfThere(
  session: ZooKeeperSession,
  path: ZnodePath,
): Promise<Reply<Current> | null> {
  try {
    return await readZnode(session, { path, fresh: true })
  } catch (error) {
    if (isCode(error, 'no-node')) return null
    throw error
  }
}

function notApplied({ error }: Doubt): ZnodeError {
  const detail = 'The connection was lost. The change was not applied'
  return new ZnodeError('connection-lost', error.path, { detail, cause: error })
}

function stillUnknown({ error }: Doubt, current: Current): ZnodeError {
  return new ZnodeError('outcome-unknown', error.path, { current, cause: error })
}

/** Whether a value is `sent`, byte for byte. */
export function equals(sent: Buffer | null): Wrote {
  return (value) => (sent === null || value === null ? sent === value : sent.equals(value))
}
