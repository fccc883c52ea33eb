import type { IncomingHttpHeaders } from 'node:http'
import { isIP } from 'node:net'

const MAPPED = /^::ffff:(?=\d+\.)/i

/**
 * The address of whoever asks: the peer of the connection, or, while that is a proxy of ours, who
 * it says it asks for, from the last one on. A client may put anything before that; and where it
 * could put the one header beside the proxy's other, neither is believed.
 */
export function clientAddress(
  peer: string,
  headers: IncomingHttpHeaders,
  isProxy: (address: string) => boolean,
): string {
  const { 'x-forwarded-for': list, forwarded } = headers
  const isAmbiguous = list !== undefined && forwarded !== undefined
  const hops = isAmbiguous ? [] : list === undefined ? forwardedFor(forwarded ?? '') : hopsOf(list)
  let client = peer.replace(MAPPED, '')
  while (isProxy(client)) {
    const before = addressOf(hops.pop() ?? '')
    if (before === undefined) break
    client = before
  }
  return client
}

function hopsOf(list: string | string[]): string[] {
  return `${list}`.split(',').map((hop) => hop.trim())
}

const FOR = /(?:^|;)\s*for=("?)([^";,]*)\1\s*(?:;|$)/i
/** Longer ones name no address; the expression would take a time that grows by the square. */
const MAX_HOP = 1_000

/** RFC 7239: `for=192.0.2.60;proto=http, for="[2001:db8::1]:4711"`. */
function forwardedFor(header: string): string[] {
  return header.split(',').map((hop) => FOR.exec(hop.trim().slice(0, MAX_HOP))?.[2] ?? '')
}

/** Of an address that may be in brackets and have a port; undefined when it is none. */
function addressOf(hop: string): string | undefined {
  const [, inBrackets, alone] = /^(?:\[([^\]]+)\](?::\d+)?|(.+))$/.exec(hop) ?? []
  const text = (inBrackets ?? alone ?? '').replace(MAPPED, '')
  if (isIP(text) !== 0) return text
  const withoutPort = text.replace(/:\d+$/, '')
  return isIP(withoutPort) === 4 ? withoutPort : undefined
}
