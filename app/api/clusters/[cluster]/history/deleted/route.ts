import { listDeleted } from '@/lib/api/history'
import * as changes from '@/lib/server/history/list-deleted'
import { clusterRoute } from '@/lib/server/route'

export const GET = clusterRoute(listDeleted, ({ history, query }) =>
  history.query((db, cluster) => changes.listDeleted(db, cluster, query)),
)
