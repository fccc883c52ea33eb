import { conflictsIn, join, type MergePiece } from '@/lib/payload/merge/pieces'

/** What becomes of a merge if every conflict is decided for one side. For tests. */
export function take(side: 'mine' | 'theirs', pieces: readonly MergePiece[]): string | undefined {
  return join(
    pieces,
    conflictsIn(pieces).map((conflict) => conflict[side]),
  )
}
