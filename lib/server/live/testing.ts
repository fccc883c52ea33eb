import type { HeldSession, Purpose } from '@/lib/server/cluster/gateway'
import { Steadiness } from '@/lib/server/cluster/steadiness'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { ROOT } from '@/lib/znode/path'
import { ZERO } from '@/lib/znode/zxid'
import type { WatchGateway } from './feed'

/** A gateway that has nothing but the watch session that `open` opens. */
export function watchingWith(open: () => ZooKeeperSession): WatchGateway {
  const sessions = new Map<Purpose, HeldSession>()
  return {
    session: () => {
      const session = open()
      const steadiness = new Steadiness(performance.now())
      const note = () => steadiness.note(session.status === 'connected', performance.now())
      session.onStatus(note)
      note()
      sessions.set('watch', { session, steadiness })
      return session
    },
    release: async () => undefined,
    reconnect: () => undefined,
    newestZxid: () => ZERO,
    sessions,
    attempts: new Map(),
    chroot: ROOT,
  }
}
