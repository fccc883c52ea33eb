import { listChildren } from '@/lib/api/znode'
import * as read from '@/lib/server/cluster/read/reads'
import { clusterRoute } from '@/lib/server/routes/cluster-route'

export const GET = clusterRoute(listChildren, async ({ cluster, signedIn, query }) => {
  const session = await cluster.gateway.connected('list')
  const { value, zxid } = await read.listChildren(session, query, signedIn.key)
  return { path: query.path, ...value, zxid }
})
