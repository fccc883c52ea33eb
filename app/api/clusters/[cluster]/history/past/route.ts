import { readPast } from '@/lib/api/past'
import { readPastPage } from '@/lib/server/history/past'
import { clusterRoute } from '@/lib/server/route'

export const GET = clusterRoute(readPast, async ({ cluster: { gateway }, history, query }) => {
  const session = await gateway.connected('read')
  return await history.query((db, cluster) => readPastPage({ db, cluster, session }, query))
})
