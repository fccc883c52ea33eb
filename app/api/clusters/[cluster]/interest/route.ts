import { setInterest } from '@/lib/api/events'
import { clusterRoute } from '@/lib/server/route'

export const POST = clusterRoute(setInterest, async ({ cluster, body }) => {
  const { epoch, zxid, facts } = await cluster.live.setInterest(body.stream, {
    nodes: new Set(body.nodes),
    parents: new Set(body.parents),
    timeline: body.timeline,
  })
  return { epoch, zxid, stats: [...facts].map(([path, fact]) => ({ path, ...fact })) }
})
