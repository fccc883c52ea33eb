import { planRestore } from '@/lib/api/restore'
import { planSubtree } from '@/lib/server/history/restore/plan-restore'
import { clusterRoute, searcherOf } from '@/lib/server/routes/cluster-route'

export const POST = clusterRoute(planRestore, async (call) => {
  const {
    cluster: { gateway },
    history,
    signedIn,
    body,
  } = call
  const session = await gateway.share('read', signedIn.key)
  const { maxValueBytes: maxBytes } = gateway.config.session
  return await history.search(searcherOf(call), (search, cluster) =>
    planSubtree({ search, cluster, session }, { ...body, maxBytes }),
  )
})
