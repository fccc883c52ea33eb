import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import type { Failure } from '@/lib/znode/cause'
import { ROOT, type ZnodePath } from '@/lib/znode/path'
import { ZnodeError } from '@/lib/znode/znode-error'

type Asked = Pick<ZooKeeperSession, 'status' | 'exists'>

/** What is wrong with a cluster that answers. */
export async function flawOf(session: Asked, chroot: ZnodePath): Promise<Failure | null> {
  if (chroot !== ROOT && !(await isThere(session)))
    return { cause: 'chroot-missing', detail: `The chroot ${chroot} does not exist` }
  if (session.status === 'connected-read-only')
    return { cause: 'no-quorum', detail: 'The server has no quorum, and serves reads only' }
  return null
}

/** An ACL may hide it since 3.9. */
async function isThere(session: Asked): Promise<boolean> {
  try {
    return (await session.exists(ROOT)).value !== null
  } catch (error) {
    if (error instanceof ZnodeError && error.code === 'no-auth') return true
    throw error
  }
}
