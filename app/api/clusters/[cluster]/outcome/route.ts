import { readOutcome } from '@/lib/api/outcome'
import * as outcome from '@/lib/server/history/read-outcome'
import { clusterRoute } from '@/lib/server/route'

export const GET = clusterRoute(readOutcome, ({ history, query }) =>
  history.query((db, cluster) => outcome.readOutcome(db, cluster, query)),
)
