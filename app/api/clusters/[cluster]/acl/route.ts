import { readAcl } from '@/lib/api/znode'
import * as read from '@/lib/server/cluster/read'
import { clusterRoute } from '@/lib/server/route'

export const GET = clusterRoute(readAcl, async ({ cluster, query }) => {
  const session = await cluster.gateway.connected('read')
  const { value, zxid } = await read.readAcl(session, query.path)
  const acl = value.acl.map((entry) => ({ ...entry, permissions: [...entry.permissions] }))
  return { path: query.path, acl, stat: value.stat, zxid }
})
