import { diffIndices } from 'node-diff3'
import type { MergePiece, Settled } from './pieces'

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
      if (piece.kind !== 'same') stretches.push(...changedIn(piece, from))
    }
  }
  return { text, stretches }
}

/** Beyond this many pairs of lines all of a piece counts as changed. */
const MAX_PAIRS = 1_000_000

/** The lines of a piece that differ from what it took the place of; of one line, all of it. */
function changedIn({ kind, text, base }: Settled, start: number): Stretch[] {
  const [was, is] = [base, text].map((each) => each.split(/(?<=\n)/))
  const whole = { kind, from: start, to: start + text.length }
  if (!was || !is || is.length < 2 || was.length * is.length > MAX_PAIRS) return [whole]
  const place = (line: number) => start + is.slice(0, line).join('').length
  return diffIndices(was, is).flatMap(({ buffer2: [line, count] }) =>
    count === 0 ? [] : [{ kind, from: place(line), to: place(line + count) }],
  )
}
