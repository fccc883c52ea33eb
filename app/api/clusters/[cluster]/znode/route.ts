import { createZnode, deleteZnode, readZnode, setZnode } from '@/lib/api/znode'
import * as read from '@/lib/server/cluster/read'
import * as write from '@/lib/server/cluster/write'
import { clusterRoute } from '@/lib/server/route'

export const GET = clusterRoute(readZnode, async ({ cluster, query }) => {
  const session = await cluster.gateway.connected('read')
  const { value, zxid } = await read.readZnode(session, query)
  return { path: query.path, data: toBase64(value.data), stat: value.stat, zxid }
})

export const POST = clusterRoute(createZnode, async ({ cluster, body }) => {
  const creation = { ...body, data: toBytes(body.data) }
  const { value, zxid } = await write.createZnode(cluster.gateway, creation)
  return { ...value, zxid }
})

export const PUT = clusterRoute(setZnode, async ({ cluster, body }) => {
  const { value, zxid } = await write.setZnode(cluster.gateway, body, toBytes(body.data))
  return { path: body.path, stat: value, zxid }
})

export const DELETE = clusterRoute(deleteZnode, async ({ cluster, body }) => {
  const { zxid } = await write.deleteZnode(cluster.gateway, body)
  return { path: body.path, zxid }
})

function toBytes(base64: string | null): Buffer | null {
  return base64 === null ? null : Buffer.from(base64, 'base64')
}

function toBase64(bytes: Buffer | null): string | null {
  return bytes === null ? null : bytes.toString('base64')
}
