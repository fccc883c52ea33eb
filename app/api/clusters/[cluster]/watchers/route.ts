import { findWatchers } from '@/lib/api/watchers'
import { watchersOf } from '@/lib/server/ensemble/watchers'
import { clusterRoute } from '@/lib/server/routes/cluster-route'

export const POST = clusterRoute(findWatchers, async ({ request, cluster, body }) => {
  const { config, gateway } = cluster
  return { servers: await watchersOf(config, body.path, gateway.sessionIds(), request.signal) }
})
