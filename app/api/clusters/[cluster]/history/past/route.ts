import { readPast } from '@/lib/api/past'
import { readPastPage } from '@/lib/server/history/past'
import { clusterRoute } from '@/lib/server/route'

export const GET = clusterRoute(readPast, async (call) => {
  const {
    cluster: { gateway },
    history,
    signedIn,
    query,
  } = call
  const session = await gateway.share('read', signedIn.key)
  return await history.query((db, cluster) => readPastPage({ db, cluster, session }, query))
})
