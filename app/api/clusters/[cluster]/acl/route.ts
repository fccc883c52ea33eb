import { setAcl } from '@/lib/api/acl'
import { readAcl } from '@/lib/api/znode'
import * as read from '@/lib/server/cluster/read/reads'
import * as write from '@/lib/server/cluster/write/set-acl'
import { undoneAcl } from '@/lib/server/history/queries/acl-before'
import { clusterRoute, writingOf } from '@/lib/server/routes/cluster-route'

export const GET = clusterRoute(readAcl, async ({ cluster, signedIn, query }) => {
  const session = await cluster.gateway.share('read', signedIn.key)
  const { value, zxid } = await read.readAcl(session, query.path)
  const acl = value.acl.map((entry) => ({ ...entry, permissions: [...entry.permissions] }))
  return { path: query.path, acl, stat: value.stat, zxid }
})

export const PUT = clusterRoute(setAcl, async (call) => {
  const { body, history } = call
  const { path, czxid, undoes: id } = body
  const writing = writingOf(call)
  const recorded =
    id === undefined
      ? undefined
      : await history.query((db, of, sealer) => undoneAcl(db, of, { path, id, czxid, sealer }))
  const { value: stat, zxid } = await write.setAcl(writing, body, body.acl ?? recorded ?? [], body)
  return { path, stat, zxid }
})
