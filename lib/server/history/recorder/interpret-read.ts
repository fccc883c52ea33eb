import { momentOf } from '@/lib/server/history/rows/change-position'
import type { KnownHead } from '@/lib/server/history/rows/heads'
import type { Found, Look } from '@/lib/server/history/rows/observation'
import {
  deletion,
  type SeenAcl,
  type Sighting,
  sightingOf,
  sightingsOfNew,
  withAclChange,
} from '@/lib/server/history/rows/observation'
import { isEphemeral } from '@/lib/znode/stat'
import type { Hex64 } from '@/lib/znode/zxid'
import { isIncarnation } from './compare-with-head'
import type { Said } from './pending-paths'
import type { MetZnodes } from './unrecorded-znodes'

type Around = {
  /** What was recorded last of the path. */
  readonly head: KnownHead | undefined
  readonly era: number
  readonly met: MetZnodes
  /** ms since 1970. */
  readonly now: number
}

/** What is to be recorded of a read that notifications asked for. */
export function interpret(look: Look, said: Said, around: Around): Sighting[] {
  if ('gone' in look) return deletionOf(look, said, around)
  around.met.learn([look])
  if (isEphemeral(look.found.stat)) return endOfPrevious(look, around)
  const before = { before: look.aclBefore, at: around.now }
  return withAclChange(look, before, (acl) => versionsOf(look, said, { ...around, acl }))
}

type Version = Pick<Around, 'head' | 'era'> & { readonly acl: SeenAcl | undefined }

function versionsOf({ path, found }: Found, said: Said, { head, era, acl }: Version): Sighting[] {
  const { stat } = found
  const isNewer = head && momentOf(era, stat.mzxid) > head.moment
  const isAnother = isNewer && !isIncarnation(head, stat, era)
  if (said.has('created') || isAnother) return sightingsOfNew(path, found, { acl })
  // What is newer than what was recorded has changed, whatever led to the look.
  const isNews = isNewer ?? NEWS.some((word) => said.has(word))
  return [sightingOf(path, found, { kind: isNews ? 'changed' : 'seen', acl })]
}

const NEWS = ['changed', 'deleted'] as const

/** An ephemeral that took the place of a recorded znode is not told, but the end of that is. */
function endOfPrevious({ path, found }: Found, { head, now }: Around): Sighting[] {
  if (!head || head.gone) return []
  return [deletion(path, { zxid: found.stat.czxid, czxid: head.czxid, at: now })]
}

function deletionOf(
  { path, gone: zxid }: Extract<Look, { gone: Hex64 }>,
  said: Said,
  { head, met: known, now: at }: Around,
): Sighting[] {
  const met = known.get(path)
  known.forget(path)
  if (head && !head.gone) return [deletion(path, { zxid, czxid: head.czxid, at })]
  if (met?.isEphemeral) return []
  // One that came and went between two reads was never seen: it may have been ephemeral.
  if (said.has('created')) {
    if (!said.has('deleted')) known.miss(path)
    return []
  }
  return head ? [] : [deletion(path, { zxid, czxid: met?.czxid ?? null, at })]
}
