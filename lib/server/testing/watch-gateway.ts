import { ClusterGateway, type HeldSession, type Purpose } from '@/lib/server/cluster/gateway'
import { Steadiness } from '@/lib/server/cluster/steadiness'
import { LiveTree } from '@/lib/server/live/live-tree'
import type { CauseLine } from '@/lib/server/live/state/cause-log'
import type { WatchGateway } from '@/lib/server/live/watch/feed'
import { openSession, systemWorld } from '@/lib/server/zookeeper/client/open-session'
import type { SessionOptions, ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { ROOT } from '@/lib/znode/path'
import { ZnodeError } from '@/lib/znode/znode-error'
import { ZERO } from '@/lib/znode/zxid'
import { optionsFor } from './sessions'

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
    connected: () => Promise.reject(new ZnodeError('not-live', '')),
    onFact: () => undefined,
    knownZxids: () => sessions.get('watch')?.session.health ?? { newestZxid: ZERO, returns: 0 },
    forgetZxids: () => sessions.get('watch')?.session.forgetZxids(),
    sessions,
    attempts: new Map(),
    chroot: ROOT,
  }
}

/** A live tree on a cluster of servers on loopback, as the process would have it. */
export function openCluster(
  ports: readonly number[],
  more: Partial<SessionOptions> = {},
  log?: (line: CauseLine) => void,
) {
  const history = { include: [], exclude: [], redact: [], maxValueBytes: 0, baseline: false }
  const session = optionsFor(ports, more)
  const config = { id: 'main', name: 'main', readOnly: false, protectedPaths: [], history, session }
  const gateway = new ClusterGateway(config, {
    ...systemWorld,
    open: (it) => openSession(it.session),
  })
  const live = new LiveTree(gateway, {
    ...systemWorld,
    wallClock: Date.now,
    ...(log && { log }),
  })
  const close = async () => {
    live.close()
    await gateway.close()
  }
  return { gateway, live, close }
}
