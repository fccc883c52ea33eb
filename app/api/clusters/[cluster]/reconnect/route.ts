import { reconnect } from '@/lib/api/cluster'
import { clusterRoute } from '@/lib/server/route'

export const POST = clusterRoute(reconnect, ({ cluster }) => {
  cluster.live.reconnect()
  return cluster.live.state()
})
