import { readSchemas } from '@/lib/api/check'
import { schemasOf } from '@/lib/server/cluster/check-text'
import { clusterRoute } from '@/lib/server/route'

export const GET = clusterRoute(readSchemas, ({ cluster, query }) => ({
  schemas: schemasOf(cluster.config.schemas ?? [], query.path).map(({ schema }) => schema),
}))
