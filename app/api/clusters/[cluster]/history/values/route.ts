import { readChangeValues } from '@/lib/api/change-values'
import * as values from '@/lib/server/history/read-change-values'
import { clusterRoute } from '@/lib/server/route'

export const GET = clusterRoute(readChangeValues, ({ history, query }) =>
  history.query((db, cluster, sealer) =>
    values.readChangeValues(db, cluster, { ...query, sealer }),
  ),
)
