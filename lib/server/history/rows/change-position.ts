import type { Hex64 } from '@/lib/znode/zxid'

/**
 * Where a change stands among all changes of a cluster: its era, then its zxid, as text that sorts.
 * An ensemble that was wiped or restored counts its zxids anew: that begins the next era.
 */
export type Moment = string & { readonly __brand: 'Moment' }

const ERA_DIGITS = 4
const ZXID_DIGITS = 16

export function momentOf(era: number, zxid: Hex64): Moment {
  const digits = zxid.slice(2).padStart(ZXID_DIGITS, '0')
  return `${era.toString(16).padStart(ERA_DIGITS, '0')}${digits}` as Moment
}

export function zxidOf(moment: string): Hex64 {
  return `0x${moment.slice(ERA_DIGITS).replace(/^0+(?=.)/, '')}`
}

export function eraOf(moment: string): number {
  return Number.parseInt(moment.slice(0, ERA_DIGITS), 16)
}
