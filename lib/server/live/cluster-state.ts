import type { ClusterState } from '@/lib/api/cluster'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { ZERO } from '@/lib/znode/zxid'

/**
 * “Live” needs a heartbeat answered this recently (ms). One second less than I6 allows, for the
 * way from here to the screen.
 */
export const LIVE_WITHIN_MS = 3_000

type Circumstances = {
  /** Monotonic ms. */
  now: number
  feed: 'watch' | 'poll'
  isCurrent: boolean
  everCurrent: boolean
}

/** What the state pill may claim, from what the watch session proves. */
export function describeState(
  session: Pick<ZooKeeperSession, 'status' | 'health'> | null,
  { now, feed, isCurrent, everCurrent }: Circumstances,
): ClusterState {
  if (!session) return NOBODY_LOOKS
  const { health, status } = session
  const age = health.lastHeard === null ? null : Math.max(0, Math.round(now - health.lastHeard))
  const isLive = isCurrent && age !== null && age <= LIVE_WITHIN_MS
  return {
    state: stateOf(status, isLive, everCurrent),
    feed,
    age,
    latency: health.latency,
    readOnly: status === 'connected-read-only',
    session: health.sessionId,
    server: health.server,
    zxid: health.lastZxid === ZERO ? null : health.lastZxid,
    reason: isLive ? null : health.reason,
  }
}

function stateOf(
  status: ZooKeeperSession['status'],
  isLive: boolean,
  everCurrent: boolean,
): ClusterState['state'] {
  if (status === 'auth-failed') return 'refused'
  if (isLive) return 'live'
  return everCurrent ? 'paused' : 'connecting'
}

const NOBODY_LOOKS: ClusterState = {
  state: 'idle',
  feed: 'watch',
  age: null,
  latency: null,
  readOnly: false,
  session: null,
  server: null,
  zxid: null,
  reason: null,
}
