/**
 * A 64-bit value (zxid, session id) as lower-case hex without leading zeros: `0x4e0000a321`.
 * Never a number: session ids exceed 2^53.
 */
export type Hex64 = `0x${string}`

export const ZERO: Hex64 = '0x0'

/** Orders two non-negative 64-bit values: negative, zero or positive, as `Array.sort` wants. */
export function compareHex(a: Hex64, b: Hex64): number {
  if (a === b) return 0
  if (a.length !== b.length) return a.length - b.length
  return a < b ? -1 : 1
}

/** The larger of the two. */
export function laterOf(a: Hex64, b: Hex64): Hex64 {
  return compareHex(a, b) >= 0 ? a : b
}

/** The decimal spelling that ZooKeeper's own logs use for session ids. */
export function toDecimal(value: Hex64): string {
  return BigInt(value).toString()
}
