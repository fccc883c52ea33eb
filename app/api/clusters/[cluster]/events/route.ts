import { openEvents } from '@/lib/api/events'
import { may } from '@/lib/server/access/may'
import { sse } from '@/lib/server/http/sse/event-stream'
import { runtime } from '@/lib/server/process/runtime'
import { clusterRoute } from '@/lib/server/routes/cluster-route'
import type { ZnodePath } from '@/lib/znode/path'

export const GET = clusterRoute(openEvents, ({ request, signedIn, query, cluster }) => {
  const { streams, site } = runtime()
  const { key, person } = signedIn
  const sees = (path: ZnodePath) =>
    may({ person, action: 'read', cluster: cluster.config.id, path })
  const lastEventId = request.headers.get('last-event-id')
  cluster.live.guard(query.stream, key)
  return sse({
    signal: request.signal,
    streams,
    key,
    stands: () => site.sessions.stands(key),
    attach: (sink) => cluster.live.attach(query.stream, lastEventId, sink, { owner: key, sees }),
    overflow: () => cluster.live.overflowFrame(),
  })
})
