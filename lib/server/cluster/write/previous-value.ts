import type { Reply, ZooKeeperSession } from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'
import type { Replaced } from './write-context'

/**
 * What a write is about to replace, with its ACL; null where it may not be read. Its value is not
 * asked for where its stat is given.
 */
export async function readReplaced(
  session: ZooKeeperSession,
  path: ZnodePath,
  known?: Stat,
): Promise<Replaced | null> {
  const [found, read] = await Promise.all([
    known ? { stat: known } : session.getData(path).then(held, () => null),
    session.getAcl(path).catch(() => null),
  ])
  if (!found) return null
  const { stat } = found
  const isItsAcl =
    read?.value.stat.czxid === stat.czxid && read.value.stat.aversion === stat.aversion
  return isItsAcl ? { ...found, acl: read.value.acl } : found
}

function held<T>({ value }: Reply<T>): T {
  return value
}
