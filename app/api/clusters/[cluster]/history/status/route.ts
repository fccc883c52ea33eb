import { readHistoryStatus } from '@/lib/api/history-status'
import { clusterRoute } from '@/lib/server/route'

export const GET = clusterRoute(readHistoryStatus, ({ history }) => history.status())
