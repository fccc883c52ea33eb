import { checkValue } from '@/lib/api/check'
import { checkText } from '@/lib/server/cluster/check-text'
import { clusterRoute } from '@/lib/server/route'

export const POST = clusterRoute(checkValue, ({ cluster, body }) => ({
  violations: checkText(cluster.config.schemas ?? [], body.path, body.text),
}))
