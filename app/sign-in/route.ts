import { writeCookie } from '@/lib/server/access/cookie'
import { OPERATOR } from '@/lib/server/access/person'
import { guardHost } from '@/lib/server/http/guard'
import { refuse } from '@/lib/server/http/respond'
import { runtime } from '@/lib/server/runtime'
import { ZnodeError } from '@/lib/znode/znode-error'

/**
 * Follows a sign-in link. It is clicked in a terminal or a chat, so that it may come from another
 * site: the token in it is the proof. Wrong hosts are refused as everywhere.
 */
export function GET(request: Request): Response {
  const { site, signIn } = runtime()
  try {
    const place = guardHost(request, site)
    const token = new URL(request.url).searchParams.get('token') ?? ''
    const redemption = signIn.redeem(token)
    if (redemption === 'too-many') throw new ZnodeError('too-many', '')
    if (redemption === 'refused') return goTo('/signed-out?reason=link')
    const response = goTo('/')
    response.headers.set('set-cookie', writeCookie(site.sessions.begin(OPERATOR), place))
    return response
  } catch (error) {
    return refuse(error, crypto.randomUUID()).response
  }
}

/** Next would answer HEAD by GET, and a link preview would use the link up. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { allow: 'GET' } })
}

function goTo(location: string): Response {
  const headers = { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }
  return new Response(null, { status: 303, headers })
}
