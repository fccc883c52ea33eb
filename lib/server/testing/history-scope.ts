import type { ClusterConfig, HistoryScope } from '@/lib/server/cluster/config'
import { ClusterGateway } from '@/lib/server/cluster/gateway'
import { openSession, systemWorld } from '@/lib/server/zookeeper/client/open-session'
import type { SessionOptions } from '@/lib/server/zookeeper/session'

export const NOTHING_RECORDED: HistoryScope = {
  include: [],
  exclude: [],
  redact: [],
  maxValueBytes: 0,
  baseline: false,
}

/** A cluster's four sessions, with nothing guarded and nothing recorded but for what `more` says. */
export function gatewayTo(
  session: SessionOptions,
  more: Partial<ClusterConfig> = {},
): ClusterGateway {
  const guards = { readOnly: false, protectedPaths: [], history: NOTHING_RECORDED }
  const config = { id: 'main', name: 'main', session, ...guards, ...more }
  return new ClusterGateway(config, { ...systemWorld, open: (it) => openSession(it.session) })
}
