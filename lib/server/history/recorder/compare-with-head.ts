import { eraOf, momentOf } from '@/lib/server/history/rows/change-position'
import type { KnownHead } from '@/lib/server/history/rows/heads'
import {
  deletion,
  FIRST_ACL,
  isFound,
  type Look,
  type Sighting,
  sightingOf,
  sightingsOfNew,
  withAclChange,
} from '@/lib/server/history/rows/observation'
import { isEphemeral, type Stat } from '@/lib/znode/stat'
import { compareHex, type Hex64 } from '@/lib/znode/zxid'
import type { Comparing } from './comparison-scope'
import { sightingsOfReturn } from './went-back'

/** What differs between what was recorded last and what is there. */
export function differenceOf(
  each: Look,
  known: KnownHead | undefined,
  comparing: Comparing,
): Sighting[] {
  if (comparing.isReturn && known && eraOf(known.moment) < comparing.era)
    return sightingsOfReturn(each, known, comparing)
  const isAway = (zxid: Hex64) =>
    comparing.awayTo !== null && compareHex(zxid, comparing.awayTo) <= 0
  const at = comparing.now()
  const ended = isFound(each) ? isEphemeral(each.found.stat) && each.found.stat.czxid : each.gone
  if (!isFound(each) || ended) {
    if (!known || known.gone || !ended) return []
    const { czxid } = known
    return [deletion(each.path, { zxid: ended, czxid, at, away: isAway(ended) })]
  }
  const { path, found } = each
  const away = isAway(found.stat.mzxid)
  if (isNew(found.stat, known, comparing)) {
    const before = each.aclBefore ?? FIRST_ACL
    return withAclChange(each, { before, at }, (acl) => sightingsOfNew(path, found, { away, acl }))
  }
  return withAclChange(each, { before: each.aclBefore, at }, (acl) => {
    if (!wasSeen(found.stat, known, comparing))
      return [sightingOf(path, found, { kind: 'changed', away, acl })]
    // Of what an earlier release recorded, this adds the ACL.
    return known?.aversion == null ? [sightingOf(path, found, { kind: 'seen', acl })] : []
  })
}

/** Whether value and ACL are what was recorded last; false where no ACL was. */
export function isAsKnown(known: KnownHead | undefined, stat: Stat, era: number): boolean {
  return hasKnownValue(known, stat, era) && known?.aversion === stat.aversion
}

/** Whether something happened after everything was recorded. */
export function wasMissed(zxid: Hex64, { era, since }: Comparing): boolean {
  return since !== undefined && momentOf(era, zxid) > since
}

function hasKnownValue(known: KnownHead | undefined, stat: Stat, era: number): boolean {
  if (!known || known.gone || !isIncarnation(known, stat, era)) return false
  return known.version === stat.version
}

/** Whether it is the znode that was recorded, and not one created at its path since. */
export function isIncarnation({ czxid, moment }: KnownHead, stat: Stat, era: number): boolean {
  return czxid === stat.czxid && eraOf(moment) === era
}

function isNew(stat: Stat, known: KnownHead | undefined, comparing: Comparing): boolean {
  if (known) return !isIncarnation(known, stat, comparing.era)
  return wasMissed(stat.czxid, comparing)
}

/** Whether the value is what was recorded last, or was there when recording began. */
function wasSeen(stat: Stat, known: KnownHead | undefined, comparing: Comparing): boolean {
  if (known) return hasKnownValue(known, stat, comparing.era)
  return !wasMissed(stat.mzxid, comparing)
}
