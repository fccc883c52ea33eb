import { readAcl } from '@/lib/api/znode'
import * as read from '@/lib/server/cluster/read'
import { clusterRoute } from '@/lib/server/route'

export const GET = clusterRoute(readAcl, async ({ cluster, signedIn, query }) => {
  const session = await cluster.gateway.share('read', signedIn.key)
  const { value, zxid } = await read.readAcl(session, query.path)
  const acl = value.acl.map((entry) => ({ ...entry, permissions: [...entry.permissions] }))
  return { path: query.path, acl, stat: value.stat, zxid }
})
