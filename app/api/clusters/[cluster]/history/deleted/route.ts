import { listDeleted } from '@/lib/api/history'
import * as changes from '@/lib/server/history/queries/list-deleted'
import { clusterRoute, searcherOf } from '@/lib/server/routes/cluster-route'

export const GET = clusterRoute(listDeleted, (call) =>
  call.history.search(searcherOf(call), (search, cluster) =>
    changes.listDeleted(search, cluster, call.query),
  ),
)
