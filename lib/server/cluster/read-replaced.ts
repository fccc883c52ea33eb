import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'
import type { Replaced } from './intent'

/** What a write is about to replace, with its ACL; null where it may not be read. */
export async function readReplaced(
  session: ZooKeeperSession,
  path: ZnodePath,
): Promise<Replaced | null> {
  const [found, read] = await Promise.all([
    session.getData(path).catch(() => null),
    session.getAcl(path).catch(() => null),
  ])
  if (!found) return null
  const { stat } = found.value
  const isItsAcl =
    read?.value.stat.czxid === stat.czxid && read.value.stat.aversion === stat.aversion
  return isItsAcl ? { ...found.value, acl: read.value.acl } : found.value
}
