import { ABSOLUTE_MS } from './sessions'

/** Whose cookie it is: browsers keep cookies by host alone, so the port goes into the name. */
export type Place = { readonly port: number; readonly origin: string }

/** Another service of that host may have set as many of our name before ours. */
const MAX_CANDIDATES = 16

/** The values in a Cookie header that may be our cookie's: browsers do not say who set which. */
export function readCookies(header: string | null, place: Place): string[] {
  const start = `${nameAt(place)}=`
  return (header?.split(';') ?? [])
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(start))
    .slice(-MAX_CANDIDATES)
    .map((pair) => pair.slice(start.length))
}

/** The Set-Cookie header that hands out `value`; empty takes the cookie back. */
export function writeCookie(value: string, place: Place): string {
  const age = value === '' ? 0 : ABSOLUTE_MS / 1000
  const secure = isSecure(place) ? '; Secure' : ''
  return `${nameAt(place)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${age}${secure}`
}

function nameAt(place: Place): string {
  return `${isSecure(place) ? '__Host-' : ''}vivarium-${place.port}`
}

function isSecure({ origin }: Place): boolean {
  return origin.startsWith('https:')
}
