import type { Change } from '@/lib/api/history'
import { compareHex, type Hex64 } from '@/lib/znode/zxid'

/**
 * The deletion of the incarnation `czxid`, where that is the `newest` change of a znode. `notYet`:
 * the recorder did not get to it; `never`: no value of the znode was ever recorded.
 */
export function recordedDeletion(
  newest: Change | undefined,
  czxid: Hex64,
): Change | 'notYet' | 'recreated' | 'never' {
  if (!newest || newest.kind === 'vanished') return 'never'
  const isLater = newest.czxid !== null && compareHex(newest.czxid, czxid) > 0
  if (isLater) return 'recreated'
  return newest.kind === 'deleted' && newest.czxid === czxid ? newest : 'notYet'
}
