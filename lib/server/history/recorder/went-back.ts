import { eraOf, zxidOf } from '@/lib/server/history/rows/change-position'
import type { KnownHead } from '@/lib/server/history/rows/heads'
import {
  deletion,
  type Found,
  isFound,
  type Look,
  type Sighting,
  sightingOf,
} from '@/lib/server/history/rows/observation'
import { hashOfSeen } from '@/lib/server/history/rows/seen-value'
import { isEphemeral, type Stat } from '@/lib/znode/stat'
import { compareHex, type Hex64 } from '@/lib/znode/zxid'
import type { Comparing } from './comparison-scope'

/** The znodes, read after they were recorded, prove that the ensemble's data went back. */
export class DataWentBack extends Error {
  override readonly name = 'DataWentBack'
}

type Read = { readonly stat: Stat; readonly zxid: Hex64 }

/**
 * Whether a read that knows of the recorded version shows an older one: ZooKeeper never does, but
 * data that was restored under rising zxids does.
 */
export function wentBack(head: KnownHead | undefined, { stat, zxid }: Read, era: number): boolean {
  if (!head || eraOf(head.moment) !== era) return false
  const recorded = zxidOf(head.moment)
  if (compareHex(zxid, recorded) < 0) return false
  if (head.gone) return compareHex(stat.czxid, recorded) < 0
  if (head.czxid === null) return false
  if (head.czxid !== stat.czxid) return compareHex(stat.czxid, head.czxid) < 0
  if (head.version !== null && stat.version < head.version) return true
  return head.kind !== 'acl' && compareHex(stat.mzxid, recorded) < 0
}

/** What is to be recorded of a znode in the era that begins after data went back. */
export function sightingsOfReturn(
  each: Look,
  known: KnownHead,
  comparing: Pick<Comparing, 'now'>,
): Sighting[] {
  const at = comparing.now()
  if (!isFound(each) || isEphemeral(each.found.stat)) {
    if (known.gone) return []
    const gone = isFound(each) ? each.found.stat.czxid : each.gone
    return [deletion(each.path, { zxid: endBefore(known, gone), czxid: known.czxid, at })]
  }
  const { path, found, acl } = each
  if (isAsRecorded(known, each)) return [sightingOf(path, found, { kind: 'seen', acl })]
  return [{ ...sightingOf(path, found, { kind: 'restored', acl }), at }]
}

/** Of a znode that the older data does not have: a zxid by which that is told to be undone. */
function endBefore({ moment }: KnownHead, gone: Hex64): Hex64 {
  return compareHex(gone, zxidOf(moment)) < 0 ? gone : '0x0'
}

function isAsRecorded(known: KnownHead, { found: { stat, value } }: Found): boolean {
  if (known.gone || known.czxid !== stat.czxid || known.version !== stat.version) return false
  if (known.aversion !== null && known.aversion !== stat.aversion) return false
  return known.hash === null || known.hash === hashOfSeen(value)
}
