import { readSchemas } from '@/lib/api/check'
import { clusterRoute } from '@/lib/server/routes/cluster-route'
import { schemasOf } from '@/lib/server/schemas/value-schema'

export const GET = clusterRoute(readSchemas, ({ cluster, query }) => ({
  schemas: schemasOf(cluster.config.schemas ?? [], query.path).map(({ schema }) => schema),
}))
