/** A stretch of a merge. What one side alone changed, or both alike, is settled. */
export type MergePiece =
  | { readonly kind: 'same' | 'mine' | 'theirs' | 'both'; readonly text: string }
  | Conflict

export type Conflict = {
  readonly kind: 'conflict'
  /** Whole lines, or one value within its text. */
  readonly unit: 'lines' | 'value'
  readonly base: string
  readonly mine: string
  readonly theirs: string
}

export function conflictsIn(pieces: readonly MergePiece[]): Conflict[] {
  return pieces.filter((piece): piece is Conflict => piece.kind === 'conflict')
}

/** Both sides, one after the other; undefined where that would be no text of the format. */
export function bothOf({ unit, mine, theirs }: Conflict): string | undefined {
  if (unit === 'value') return undefined
  return mine === '' || mine.endsWith('\n') ? mine + theirs : `${mine}\n${theirs}`
}

/** The merged text; `solutions[i]` is what takes the place of conflict `i`. */
export function join(
  pieces: readonly MergePiece[],
  solutions: readonly (string | undefined)[],
): string | undefined {
  let conflicts = 0
  const parts = pieces.map((piece) =>
    piece.kind === 'conflict' ? solutions[conflicts++] : piece.text,
  )
  return parts.some((part) => part === undefined) ? undefined : parts.join('')
}

/** The same pieces, with unchanged neighbours as one and without empty ones. */
export function coalesce(pieces: readonly MergePiece[]): MergePiece[] {
  const joined: MergePiece[] = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    if (piece.kind === 'same' && last?.kind === 'same')
      joined[joined.length - 1] = { kind: 'same', text: last.text + piece.text }
    else if (piece.kind !== 'same' || piece.text !== '') joined.push(piece)
  }
  return joined
}
