import { setInterest } from '@/lib/api/events'
import { clusterRoute } from '@/lib/server/route'

export const POST = clusterRoute(setInterest, async ({ cluster, body }) => {
  const { stream, nodes, parents, timeline, history, ...told } = body
  const interest = { nodes: new Set(nodes), parents: new Set(parents), timeline, history }
  const { epoch, zxid, facts } = await cluster.live.setInterest(stream, interest, told)
  return { epoch, zxid, stats: [...facts].map(([path, fact]) => ({ path, ...fact })) }
})
