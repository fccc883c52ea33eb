import { type Place, readCookies } from '@/lib/server/access/cookie'
import type { SignedIn } from '@/lib/server/access/sessions'
import { ZnodeError } from '@/lib/znode/znode-error'
import type { Site } from './site'

/** What a browser says of a request that our own page made, or a person typed. */
const OWN_SITES = new Set<string | null>(['same-origin', null])
const OWN_OR_TYPED = new Set<string | null>(['same-origin', 'none', null])

/**
 * Lets a request in that is meant for us and comes from our own pages. Throws `wrong-host` (DNS
 * rebinding) or `foreign-origin`. A request that changes something has to carry our Origin.
 */
export function guardOrigin(request: Request, site: Site): Place {
  const place = guardHost(request, site)
  const given = request.headers.get('origin')
  const sender = request.headers.get('sec-fetch-site')
  const reads = request.method === 'GET' || request.method === 'HEAD'
  const isOurs = reads ? given === null || given === place.origin : given === place.origin
  if (!isOurs || !(reads ? OWN_OR_TYPED : OWN_SITES).has(sender))
    throw new ZnodeError('foreign-origin', '')
  return place
}

/** Throws `wrong-host`. */
export function guardHost(request: Request, site: Site): Place {
  const origin = site.originOf(request.headers.get('host'))
  if (origin === undefined) throw new ZnodeError('wrong-host', '')
  return { origin, port: site.port }
}

/** Who asks. Throws `unauthenticated`. */
export function guardPerson(request: Request, place: Place, site: Site): SignedIn {
  const signedIn = site.sessions.recogniseAny(readCookies(request.headers.get('cookie'), place))
  if (!signedIn) throw new ZnodeError('unauthenticated', '')
  return signedIn
}
