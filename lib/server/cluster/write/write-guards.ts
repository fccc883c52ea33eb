import type { ClusterConfig } from '@/lib/server/cluster/config'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { isWithin, ROOT, toPath, type ZnodePath } from '@/lib/znode/path'
import { ZnodeError } from '@/lib/znode/znode-error'

/** ZooKeeper's own znodes: quotas and the ensemble's configuration. */
const SYSTEM = '/zookeeper' as ZnodePath

/** Writes are off when the connection was not proven for this long (ms, I6). */
const LIVE_WITHIN_MS = 4_000

/** Refuses what no operation may touch in this cluster: `protected`, then `read-only`. */
export function guardWritable(config: ClusterConfig, path: ZnodePath): void {
  const scope = config.protectedPaths.find((it) => isWithin(path, it))
  if (scope !== undefined)
    throw new ZnodeError('protected', path, { detail: `Everything below ${scope} is protected` })
  if (config.readOnly) throw new ZnodeError('read-only', path)
}

/**
 * Refuses to delete the root and what ZooKeeper itself needs, whatever the settings say, and every
 * znode above a protected subtree: that would go with it.
 */
export function guardDeletable(config: ClusterConfig, path: ZnodePath): void {
  if (path === ROOT || isWithin(below(config.session.chroot, path), SYSTEM))
    throw new ZnodeError('protected', path, { detail: 'ZooKeeper needs this znode' })
  guardWritable(config, path)
  const scope = config.protectedPaths.find((it) => isWithin(it, path))
  if (scope !== undefined)
    throw new ZnodeError('protected', path, { detail: `${scope} below it is protected` })
}

/** The path as the server knows it. */
function below(chroot: ZnodePath, path: ZnodePath): ZnodePath {
  return chroot === ROOT ? path : toPath(`${chroot}${path}`)
}

/** Refuses while the connection is in doubt: `not-live`. `now`: monotonic ms. */
export function guardLive(session: ZooKeeperSession, path: ZnodePath, now: number): void {
  const { status, health } = session
  const isProven = health.lastAnswered !== null && now - health.lastAnswered <= LIVE_WITHIN_MS
  if (status === 'connected' && isProven) return
  const detail =
    status === 'connected-read-only'
      ? 'The ZooKeeper server serves reads only, because it has lost its quorum'
      : health.reason
  throw new ZnodeError('not-live', path, detail ? { detail } : {})
}

/** Refuses a value that is too large before a byte of it is sent. */
export function guardSize(config: ClusterConfig, path: ZnodePath, data: Buffer | null): void {
  const { maxValueBytes } = config.session
  const size = data?.length ?? 0
  if (size <= maxValueBytes) return
  const detail = `The value has ${size} bytes; the limit is ${maxValueBytes}`
  throw new ZnodeError('too-large', path, { detail })
}
