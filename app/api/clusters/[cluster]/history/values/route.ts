import { readChangeValues } from '@/lib/api/change-values'
import { may } from '@/lib/server/access/may'
import * as values from '@/lib/server/history/queries/read-change-values'
import { clusterRoute } from '@/lib/server/routes/cluster-route'
import type { ZnodePath } from '@/lib/znode/path'

export const GET = clusterRoute(readChangeValues, ({ history, query, signedIn: { person } }) =>
  history.query((db, cluster, sealer) => {
    const sees = (path: ZnodePath) => may({ person, action: 'read', cluster, path })
    return values.readChangeValues(db, cluster, { ...query, sealer, sees })
  }),
)
