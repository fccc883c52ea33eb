import { setInterest } from '@/lib/api/events'
import { may } from '@/lib/server/access/may'
import { tellInterest } from '@/lib/server/live/tell-interest'
import { clusterRoute } from '@/lib/server/routes/cluster-route'

export const POST = clusterRoute(setInterest, async ({ cluster, signedIn, body }) => {
  const { key: owner, person } = signedIn
  const { id } = cluster.config
  return await tellInterest(cluster.live, body, {
    owner,
    sees: (path) => may({ person, action: 'read', cluster: id, path }),
  })
})
