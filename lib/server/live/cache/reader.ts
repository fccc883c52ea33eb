import { isOfOnePath } from '@/lib/server/cluster/is-code'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'
import type { Fact } from './facts'

/** Requests in flight at most: the server's answers stay in order, memory stays bounded. */
const WINDOW = 500

/**
 * Reads the stats of `paths`, pipelined, calling `take` in order as answers arrive. Stops when
 * `goOn` says no. Answers which were refused, each for itself; rejects with the first failure
 * that concerns them all.
 */
export async function readFacts(
  session: Pick<ZooKeeperSession, 'exists'>,
  paths: readonly ZnodePath[],
  take: (path: ZnodePath, fact: Fact) => void,
  goOn: () => boolean = () => true,
): Promise<ZnodePath[]> {
  const refused: ZnodePath[] = []
  for (let start = 0; start < paths.length && goOn(); start += WINDOW) {
    const batch = paths.slice(start, start + WINDOW)
    await Promise.all(
      batch.map(async (path) => {
        try {
          const { value, zxid } = await session.exists(path)
          if (goOn()) take(path, { stat: value, zxid })
        } catch (error) {
          if (!isOfOnePath(error)) throw error
          refused.push(path)
        }
      }),
    )
  }
  return refused
}
