import { listChanges } from '@/lib/api/history'
import * as changes from '@/lib/server/history/list-changes'
import { clusterRoute } from '@/lib/server/route'

export const GET = clusterRoute(listChanges, ({ history, query }) =>
  history.query((db, cluster) => changes.listChanges(db, cluster, query)),
)
