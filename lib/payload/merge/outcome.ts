import type { MergePiece } from './pieces'

/** A stretch of a merged text: whose change it is, or what is still to be chosen. */
export type Stretch = {
  readonly kind: 'mine' | 'theirs' | 'both' | 'chosen' | 'open'
  readonly from: number
  readonly to: number
  /** Which conflict it is the place of. */
  readonly conflict?: number
}

export type Outcome = { readonly text: string; readonly stretches: readonly Stretch[] }

/** The text as it stands: with what was chosen, and as it was where nothing was chosen yet. */
export function outcomeOf(
  pieces: readonly MergePiece[],
  solutions: readonly (string | undefined)[],
): Outcome {
  const stretches: Stretch[] = []
  let text = ''
  let conflict = 0
  for (const piece of pieces) {
    const from = text.length
    if (piece.kind === 'conflict') {
      const solution = solutions[conflict]
      text += solution ?? piece.base
      const kind = solution === undefined ? 'open' : 'chosen'
      stretches.push({ kind, from, to: text.length, conflict })
      conflict += 1
    } else {
      text += piece.text
      if (piece.kind !== 'same') stretches.push({ kind: piece.kind, from, to: text.length })
    }
  }
  return { text, stretches }
}
