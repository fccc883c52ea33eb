import type { Stat } from '@/lib/znode/stat'

export type Seen = Pick<Stat, 'version' | 'czxid'>

/**
 * What became of a znode that is to be deleted: since the dialog was opened (`first`), or since the
 * creation that is undone (`made`). `recreated`: it is another znode now.
 */
export function newsOfDeletion(
  { first, made }: { first: Seen; made: Seen | undefined },
  now: Seen,
): 'recreated' | 'moved' | 'grown' | undefined {
  if (now.czxid !== (made ?? first).czxid) return 'recreated'
  if (now.version !== first.version) return 'moved'
  return made && now.version !== made.version ? 'grown' : undefined
}
