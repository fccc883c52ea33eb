import { findWatchers } from '@/lib/api/watchers'
import { watchersOf } from '@/lib/server/ensemble/watchers'
import { clusterRoute } from '@/lib/server/route'

export const POST = clusterRoute(findWatchers, async ({ cluster, body }) => ({
  servers: await watchersOf(cluster.config, body.path, cluster.gateway.sessionIds()),
}))
