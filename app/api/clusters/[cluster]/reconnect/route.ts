import { reconnect } from '@/lib/api/cluster'
import { clusterRoute } from '@/lib/server/routes/cluster-route'

export const POST = clusterRoute(reconnect, ({ cluster }) => {
  cluster.live.reconnect()
  return cluster.live.state()
})
