import { readOutcome } from '@/lib/api/outcome'
import * as outcome from '@/lib/server/journal/read-outcome'
import { clusterRoute } from '@/lib/server/routes/cluster-route'

export const GET = clusterRoute(readOutcome, ({ history, query }) =>
  history.query((db, cluster) => outcome.readOutcome(db, cluster, query)),
)
