import type { ZnodePath } from '@/lib/znode/path'
import { isEphemeral } from '@/lib/znode/stat'
import type { Hex64 } from '@/lib/znode/zxid'
import type { Said } from './backlog'
import type { Look } from './look'
import { type Sighting, sightingOf, sightingsOfNew } from './sighting'

/** The newest recorded row of a path. */
export type Head = { readonly czxid: Hex64 | null; readonly gone: boolean }

/** Ephemeral znodes met, so that their end is not taken for a deletion. */
export type Ephemerals = {
  has: (path: ZnodePath) => boolean
  add: (path: ZnodePath) => void
  delete: (path: ZnodePath) => void
}

type Around = {
  readonly head: Head | undefined
  readonly ephemerals: Ephemerals
  /** ms since 1970. */
  readonly now: number
}

/** What is to be recorded of a read that notifications asked for. */
export function interpret(look: Look, said: Said, around: Around): Sighting[] {
  if ('gone' in look) return deletionOf(look, said, around)
  const { path, found } = look
  if (isEphemeral(found.stat)) {
    around.ephemerals.add(path)
    return []
  }
  around.ephemerals.delete(path)
  if (said.has('created')) return sightingsOfNew(path, found)
  return [sightingOf(path, found, { kind: 'changed' })]
}

function deletionOf(
  { path, gone: zxid }: Extract<Look, { gone: Hex64 }>,
  said: Said,
  { head, ephemerals, now }: Around,
): Sighting[] {
  if (ephemerals.has(path)) {
    ephemerals.delete(path)
    return []
  }
  // One that came and went between two reads was never seen: it may have been ephemeral.
  const wasNeverSeen = !head || head.gone
  if (wasNeverSeen && said.has('created')) {
    if (!said.has('deleted')) ephemerals.add(path)
    return []
  }
  if (head?.gone) return []
  return [{ path, kind: 'deleted', zxid, czxid: head?.czxid ?? null, version: null, at: now }]
}
