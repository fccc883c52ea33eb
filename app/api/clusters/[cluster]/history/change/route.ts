import { readChange } from '@/lib/api/history'
import * as changes from '@/lib/server/history/queries/read-change'
import { clusterRoute } from '@/lib/server/routes/cluster-route'

export const GET = clusterRoute(readChange, ({ history, query }) =>
  history.query((db, cluster, sealer) => changes.readChange(db, cluster, { ...query, sealer })),
)
