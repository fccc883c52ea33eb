import { planRestore } from '@/lib/api/restore'
import { planSubtree } from '@/lib/server/history/plan-restore'
import { clusterRoute } from '@/lib/server/route'

export const POST = clusterRoute(planRestore, async (call) => {
  const {
    cluster: { gateway },
    history,
    signedIn,
    body,
  } = call
  const session = await gateway.share('read', signedIn.key)
  const { maxValueBytes: maxBytes } = gateway.config.session
  return await history.query((db, cluster) =>
    planSubtree({ db, cluster, session }, { ...body, maxBytes }),
  )
})
