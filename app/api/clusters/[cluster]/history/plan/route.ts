import { planRestore } from '@/lib/api/restore'
import { planSubtree } from '@/lib/server/history/past'
import { clusterRoute } from '@/lib/server/route'

export const POST = clusterRoute(planRestore, async ({ cluster: { gateway }, history, body }) => {
  const session = await gateway.connected('read')
  return await history.query((db, cluster) => planSubtree({ db, cluster, session }, body))
})
