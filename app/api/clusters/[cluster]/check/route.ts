import { checkValue } from '@/lib/api/check'
import { runtime } from '@/lib/server/process/runtime'
import { clusterRoute } from '@/lib/server/routes/cluster-route'
import { schemasOf } from '@/lib/server/schemas/value-schema'

export const POST = clusterRoute(checkValue, async ({ request, signedIn, cluster, body }) => {
  const schemas = schemasOf(cluster.config.schemas ?? [], body.path)
  const { signal } = request
  const { key: party } = signedIn
  const checked = await runtime().checker.check({ party, schemas, text: body.text, signal })
  return { ...checked, violations: [...checked.violations] }
})
