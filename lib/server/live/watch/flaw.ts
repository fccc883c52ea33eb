import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import type { Failure } from '@/lib/znode/cause'
import { ROOT, type ZnodePath } from '@/lib/znode/path'

/** What is wrong with a cluster that answers. */
export async function flawOf(
  session: Pick<ZooKeeperSession, 'status' | 'exists'>,
  chroot: ZnodePath,
): Promise<Failure | null> {
  if (chroot !== ROOT && (await session.exists(ROOT)).value === null)
    return { cause: 'chroot-missing', detail: `The chroot ${chroot} does not exist` }
  if (session.status === 'connected-read-only')
    return { cause: 'no-quorum', detail: 'The server has no quorum, and serves reads only' }
  return null
}
