import { createZnode, deleteZnode, readZnode, setZnode } from '@/lib/api/znode'
import * as read from '@/lib/server/cluster/read/reads'
import * as write from '@/lib/server/cluster/write/znode-writes'
import { lastAclOf } from '@/lib/server/history/rows/acl-at'
import { clusterRoute, writingOf } from '@/lib/server/routes/cluster-route'

export const GET = clusterRoute(readZnode, async ({ cluster, history, signedIn, query }) => {
  const session = await cluster.gateway.share('read', signedIn.key)
  const reply = await read.readZnode(session, query)
  history.recorder.shown(query.path, reply)
  const { value, zxid } = reply
  return { path: query.path, data: toBase64(value.data), stat: value.stat, zxid }
})

export const POST = clusterRoute(createZnode, async (call) => {
  const { path, data, acl: given, restores: czxid } = call.body
  const isAsked = given === undefined && czxid !== undefined
  const acl = isAsked
    ? await call.history.query((db, cluster, sealer) =>
        lastAclOf(db, cluster, { path, czxid, sealer }),
      )
    : given
  const creation = { path, data: toBytes(data), acl }
  const { value, zxid } = await write.createZnode(writingOf(call), creation)
  return { ...value, zxid }
})

export const PUT = clusterRoute(setZnode, async (call) => {
  const { body } = call
  const { value, zxid } = await write.setZnode(writingOf(call), body, toBytes(body.data))
  return { path: body.path, stat: value, zxid }
})

export const DELETE = clusterRoute(deleteZnode, async (call) => {
  const { zxid } = await write.deleteZnode(writingOf(call), call.body)
  return { path: call.body.path, zxid }
})

function toBytes(base64: string | null): Buffer | null {
  return base64 === null ? null : Buffer.from(base64, 'base64')
}

function toBase64(bytes: Buffer | null): string | null {
  return bytes === null ? null : bytes.toString('base64')
}
