import { ABSOLUTE_MS } from './sessions'

/** Whose cookie it is: browsers keep cookies by host alone, so the port goes into the name. */
export type Place = { readonly port: number; readonly origin: string }

/** The value of our cookie in a Cookie header; undefined when it is not there. */
export function readCookie(header: string | null, place: Place): string | undefined {
  const name = nameAt(place)
  for (const pair of header?.split(';') ?? []) {
    const cut = pair.indexOf('=')
    if (cut > 0 && pair.slice(0, cut).trim() === name) return pair.slice(cut + 1).trim()
  }
  return undefined
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
