import { readHistoryStatus } from '@/lib/api/history-status'
import { clusterRoute } from '@/lib/server/routes/cluster-route'

export const GET = clusterRoute(readHistoryStatus, ({ history }) => history.status())
