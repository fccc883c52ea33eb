import { openEvents } from '@/lib/api/events'
import { sse } from '@/lib/server/http/sse'
import { clusterRoute } from '@/lib/server/route'
import { runtime } from '@/lib/server/runtime'

export const GET = clusterRoute(openEvents, ({ request, signedIn, query, cluster }) => {
  const { streams, site } = runtime()
  const lastEventId = request.headers.get('last-event-id')
  return sse({
    signal: request.signal,
    streams,
    key: signedIn.key,
    stands: () => site.sessions.stands(signedIn.key),
    attach: (sink) => cluster.live.attach(query.stream, lastEventId, sink),
    overflow: () => cluster.live.overflowFrame(),
  })
})
