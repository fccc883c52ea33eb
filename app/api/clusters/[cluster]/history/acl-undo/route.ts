import { planAclUndo } from '@/lib/api/acl'
import { whoWeAre } from '@/lib/server/cluster/write/own-rights'
import { aclBefore } from '@/lib/server/history/queries/acl-before'
import * as plan from '@/lib/server/history/restore/plan-acl-undo'
import { clusterRoute } from '@/lib/server/routes/cluster-route'

export const GET = clusterRoute(planAclUndo, async ({ cluster, history, signedIn, query }) => {
  const before = await history.query((db, id, sealer) => aclBefore(db, id, { ...query, sealer }))
  const session = await cluster.gateway.share('read', signedIn.key)
  const place = { session, whoWeAre: () => whoWeAre(cluster.config) }
  return await plan.planAclUndo(place, query.path, before)
})
