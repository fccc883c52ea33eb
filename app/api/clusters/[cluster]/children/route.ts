import { listChildren } from '@/lib/api/znode'
import * as read from '@/lib/server/cluster/read'
import { clusterRoute } from '@/lib/server/route'

export const GET = clusterRoute(listChildren, async ({ cluster, query }) => {
  const session = await cluster.gateway.connected('read')
  const { value, zxid } = await read.listChildren(session, query)
  return { path: query.path, ...value, zxid }
})
