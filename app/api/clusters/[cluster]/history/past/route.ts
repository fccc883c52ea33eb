import { readPast } from '@/lib/api/past'
import { readPastPage } from '@/lib/server/history/queries/subtree-at'
import { clusterRoute, searcherOf } from '@/lib/server/routes/cluster-route'

export const GET = clusterRoute(readPast, async (call) => {
  const {
    cluster: { gateway },
    history,
    signedIn,
    query,
  } = call
  const session = await gateway.share('read', signedIn.key)
  return await history.search(searcherOf(call), (search, cluster) =>
    readPastPage({ search, cluster, session }, query),
  )
})
