import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { ZERO } from '@/lib/znode/zxid'
import type { WatchGateway } from './feed'

/** A gateway that has nothing but the watch session that `open` opens. */
export function watchingWith(open: () => ZooKeeperSession): WatchGateway {
  return { session: open, release: async () => undefined, newestZxid: () => ZERO }
}
