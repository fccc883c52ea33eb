import { readStats } from '@/lib/api/znode'
import * as read from '@/lib/server/cluster/read/reads'
import { clusterRoute } from '@/lib/server/routes/cluster-route'

export const POST = clusterRoute(readStats, async ({ cluster, signedIn, body }) => {
  const session = await cluster.gateway.share('read', signedIn.key)
  return { stats: await read.readStats(session, body.paths) }
})
