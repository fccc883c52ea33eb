import { isIPv6 } from 'node:net'

const MAPPED = /^::ffff:(?=\d+\.)/i
const SCOPE = /%.*$/
/** Of the eight groups of an address: whoever has one of the rest has all of them (RFC 6177). */
const NETWORK_GROUPS = 4

/**
 * Whom an address belongs to, as far as shares are concerned: an IPv4 address is one sender, of
 * IPv6 a whole /64 is. What is no address is a sender by itself.
 * @param {string} address
 */
export function networkOf(address) {
  const bare = address.replace(MAPPED, '').replace(SCOPE, '')
  if (!isIPv6(bare)) return bare
  const [left = '', right] = bare.split('::')
  const before = groupsOf(left)
  const behind = right === undefined ? [] : groupsOf(right)
  const zeros = Array(Math.max(0, 8 - before.length - behind.length)).fill('0')
  const groups = [...before, ...zeros, ...behind].slice(0, NETWORK_GROUPS)
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}

/** The groups of a part; four bytes that are written as in IPv4 are two of them. @param {string} part */
function groupsOf(part) {
  return part
    .split(':')
    .filter(Boolean)
    .flatMap((group) => (group.includes('.') ? ['0', '0'] : [group]))
}
