import { listChanges } from '@/lib/api/history'
import * as changes from '@/lib/server/history/queries/list-changes'
import { clusterRoute, searcherOf } from '@/lib/server/routes/cluster-route'

export const GET = clusterRoute(listChanges, (call) =>
  call.history.search(searcherOf(call), (search, cluster) =>
    changes.listChanges(search, cluster, call.query),
  ),
)
