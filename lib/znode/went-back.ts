import { isOlder, type Presence, readableStat } from './stat'
import { compareHex, type Hex64 } from './zxid'

/** A znode's stat (null: absent; `unreadable`: there, and hidden) and the ensemble's state it was read at. */
type Fact = { readonly stat: Presence; readonly zxid: Hex64 }

/**
 * Whether `next`, true at no earlier zxid than `known`, shows an older state: ZooKeeper itself
 * never goes back, but data that is restored under rising zxids does.
 */
export function wentBack(known: Fact, next: Fact): boolean {
  const stat = readableStat(next.stat)
  if (stat === null || compareHex(next.zxid, known.zxid) < 0) return false
  if (known.stat === 'unreadable') return false
  // What did not exist any more at that zxid cannot have been created before it.
  if (known.stat === null) return compareHex(stat.czxid, known.zxid) <= 0
  return isOlder(stat, known.stat)
}
