import { isCode } from '@/lib/server/cluster/is-code'
import { readZnode } from '@/lib/server/cluster/read/reads'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'
import { type Current, ZnodeError, type ZnodeErrorCode } from '@/lib/znode/znode-error'

/** A conflict with what is there now; without it where that cannot be read. */
export async function conflict(
  code: ZnodeErrorCode,
  session: ZooKeeperSession,
  path: ZnodePath,
): Promise<ZnodeError> {
  let current: Current
  try {
    current = (await readZnode(session, { path, fresh: true })).value
  } catch (cause) {
    return new ZnodeError(isCode(cause, 'no-node') ? 'deleted' : code, path, { cause })
  }
  return new ZnodeError(code, path, { current })
}
