import { previewValues } from '@/lib/api/znode'
import { readPreviews } from '@/lib/server/cluster/read/previews'
import { clusterRoute } from '@/lib/server/routes/cluster-route'

export const POST = clusterRoute(previewValues, async ({ request, cluster, signedIn, body }) => {
  const session = await cluster.gateway.share('read', signedIn.key)
  const found = await readPreviews(session, body.paths, request.signal)
  const previews = found.map((each) => ({ ...each, data: each.data?.toString('base64') ?? null }))
  return { previews }
})
