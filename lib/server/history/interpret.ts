import type { ZnodePath } from '@/lib/znode/path'
import { isEphemeral, type Stat } from '@/lib/znode/stat'
import type { Hex64 } from '@/lib/znode/zxid'
import type { Said } from './backlog'
import type { Found, Look } from './look'
import type { RecentMap } from './recent-map'
import {
  deletion,
  type SeenAcl,
  type Sighting,
  sightingOf,
  sightingsOfNew,
  withAclChange,
} from './sighting'

/** The newest recorded row of a path. */
export type Head = { readonly czxid: Hex64 | null; readonly gone: boolean }

/** What was read last of a znode: the end of an ephemeral is not taken for a deletion. */
export type Met = Pick<Stat, 'czxid' | 'aversion'> & { readonly isEphemeral: boolean }

/** One that was gone before it was read: as far as anybody knows, an ephemeral. */
const UNREAD: Met = { isEphemeral: true, czxid: '0x0', aversion: 0 }

export function metOf(stat: Stat): Met {
  const { czxid, aversion } = stat
  return { czxid, aversion, isEphemeral: isEphemeral(stat) }
}

type Around = {
  readonly head: Head | undefined
  readonly met: RecentMap<ZnodePath, Met>
  /** ms since 1970. */
  readonly now: number
}

/** What is to be recorded of a read that notifications asked for. */
export function interpret(look: Look, said: Said, around: Around): Sighting[] {
  if ('gone' in look) return deletionOf(look, said, around)
  const { path, found } = look
  if (isEphemeral(found.stat)) {
    around.met.set(path, metOf(found.stat))
    return endOfPrevious(look, around)
  }
  if (around.met.has(path)) around.met.set(path, metOf(found.stat))
  const before = { before: look.aclBefore, at: around.now }
  return withAclChange(look, before, (acl) => versionsOf(look, said, acl))
}

function versionsOf({ path, found }: Found, said: Said, acl: SeenAcl | undefined): Sighting[] {
  if (said.has('created')) return sightingsOfNew(path, found, { acl })
  const isNews = NEWS.some((word) => said.has(word))
  return [sightingOf(path, found, { kind: isNews ? 'changed' : 'seen', acl })]
}

const NEWS = ['changed', 'deleted', 'children'] as const

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
  known.delete(path)
  if (head && !head.gone) return [deletion(path, { zxid, czxid: head.czxid, at })]
  if (met?.isEphemeral) return []
  // One that came and went between two reads was never seen: it may have been ephemeral.
  if (said.has('created')) {
    if (!said.has('deleted')) known.set(path, UNREAD)
    return []
  }
  return head ? [] : [deletion(path, { zxid, czxid: met?.czxid ?? null, at })]
}
