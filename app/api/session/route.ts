import { endSession, readSession } from '@/lib/api/session'
import { writeCookie } from '@/lib/server/access/cookie'
import { guardHost } from '@/lib/server/http/guard'
import { route } from '@/lib/server/route'
import { runtime } from '@/lib/server/runtime'

export const GET = route(readSession, ({ signedIn }) => ({
  person: signedIn.person,
  isFull: runtime().streams.isFullFor(signedIn.key),
}))

export const DELETE = route(endSession, ({ request, signedIn }) => {
  const { site, streams } = runtime()
  site.sessions.end(signedIn.key)
  streams.endOf(signedIn.key)
  const response = Response.json({}, { headers: { 'cache-control': 'no-store' } })
  response.headers.set('set-cookie', writeCookie('', guardHost(request, site)))
  return response
})
