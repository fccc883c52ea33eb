import type { Change } from '@/lib/api/history'
import type { Stat } from '@/lib/znode/stat'

export type LastAuthor = { readonly person: string; readonly reason: string | null }

/**
 * Who wrote the version that a stat shows, of its newest changes; undefined where nobody known did,
 * `notYet` where that version is not among them.
 */
export function authorOf(
  changes: readonly Change[],
  { czxid, version }: Pick<Stat, 'czxid' | 'version'>,
): LastAuthor | undefined | 'notYet' {
  const made = changes.find(
    (change) =>
      change.kind !== 'acl' &&
      change.kind !== 'deleted' &&
      change.kind !== 'vanished' &&
      change.version === version &&
      change.czxid === czxid,
  )
  if (!made) return 'notYet'
  return made.person === null ? undefined : { person: made.person, reason: made.reason }
}
