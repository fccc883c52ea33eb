import type { ZnodePath } from '@/lib/znode/path'
import { isEphemeral } from '@/lib/znode/stat'
import type { Hex64 } from '@/lib/znode/zxid'
import type { Said } from './backlog'
import type { Found, Look } from './look'
import type { RecentMap } from './recent-map'
import { type SeenAcl, type Sighting, sightingOf, sightingsOfNew, withAclChange } from './sighting'

/** The newest recorded row of a path. */
export type Head = { readonly czxid: Hex64 | null; readonly gone: boolean }

/** What a znode was when it was read last: the end of an ephemeral is not taken for a deletion. */
export type Met = 'ephemeral' | 'persistent'

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
    around.met.set(path, 'ephemeral')
    return []
  }
  around.met.delete(path)
  const before = { before: look.aclBefore, at: around.now }
  return withAclChange(look, before, (acl) => versionsOf(look, said, acl))
}

function versionsOf({ path, found }: Found, said: Said, acl: SeenAcl | undefined): Sighting[] {
  if (said.has('created')) return sightingsOfNew(path, found, { acl })
  const isNews = NEWS.some((word) => said.has(word))
  return [sightingOf(path, found, { kind: isNews ? 'changed' : 'seen', acl })]
}

const NEWS = ['changed', 'deleted', 'children'] as const

function deletionOf(
  { path, gone: zxid }: Extract<Look, { gone: Hex64 }>,
  said: Said,
  { head, met, now }: Around,
): Sighting[] {
  if (met.get(path) === 'ephemeral') {
    met.delete(path)
    return []
  }
  // One that came and went between two reads was never seen: it may have been ephemeral.
  const wasNeverSeen = !head || head.gone
  if (wasNeverSeen && said.has('created')) {
    if (!said.has('deleted')) met.set(path, 'ephemeral')
    return []
  }
  if (head?.gone) return []
  return [{ path, kind: 'deleted', zxid, czxid: head?.czxid ?? null, version: null, at: now }]
}
