import { beginSession, endSession, readSession } from '@/lib/api/session'
import { readCookies, writeCookie } from '@/lib/server/access/cookie'
import { OPERATOR } from '@/lib/server/access/person'
import { clientOf } from '@/lib/server/http/front'
import { guardHost } from '@/lib/server/http/guard'
import { runtime } from '@/lib/server/process/runtime'
import { openRoute, route } from '@/lib/server/routes/cluster-route'
import { ZnodeError } from '@/lib/znode/znode-error'

export const GET = route(readSession, ({ signedIn }) => ({
  person: signedIn.person,
  isFull: runtime().streams.isFullFor(signedIn.key),
}))

export const POST = openRoute(beginSession, ({ request, body }) => {
  const { site, signIn } = runtime()
  const redemption = signIn.redeem(body.token, clientOf(request))
  if (redemption === 'too-many') throw new ZnodeError('too-many-attempts', '')
  if (redemption === 'refused')
    throw new ZnodeError('forbidden', '', { detail: 'The link was used, or is not the newest one' })
  endPresented(request)
  const answer = { person: OPERATOR }
  return withCookie(request, answer, site.sessions.begin(OPERATOR), beginSession.status)
})

export const DELETE = route(endSession, ({ request }) => {
  endPresented(request)
  return withCookie(request, {}, '')
})

/** Ends every session whose cookie the browser has, and its streams. */
function endPresented(request: Request): void {
  const { site, streams } = runtime()
  for (const secret of readCookies(request.headers.get('cookie'), guardHost(request, site))) {
    const key = site.sessions.recognise(secret)?.key
    if (key === undefined) continue
    site.sessions.end(key)
    streams.endOf(key)
  }
}

function withCookie(request: Request, answer: object, secret: string, status = 200): Response {
  const place = guardHost(request, runtime().site)
  const headers = { 'cache-control': 'no-store', 'set-cookie': writeCookie(secret, place) }
  return Response.json(answer, { status, headers })
}
