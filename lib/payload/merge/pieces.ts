import type { KeyPath, Three } from './is-merge'

/** A stretch of a merge. What one side alone changed, or both alike, is settled. */
export type MergePiece = { readonly kind: 'same'; readonly text: string } | Settled | Conflict

export type Settled = {
  readonly kind: 'mine' | 'theirs' | 'both'
  /** Empty where it was removed. */
  readonly text: string
  /** What it took the place of. */
  readonly base: string
}

export type Conflict = Three<string> & {
  readonly kind: 'conflict'
  /** Whole lines; one value within its text; or a key with its value, empty where it is not there. */
  readonly unit: 'lines' | 'value' | 'entry'
  /** The key that both changed, where that is known. */
  readonly path?: KeyPath
  /** Each side's value at the key, on one line; undefined where the key is not there. */
  readonly values?: Three<string | undefined>
}

export function conflictsIn(pieces: readonly MergePiece[]): Conflict[] {
  return pieces.filter((piece): piece is Conflict => piece.kind === 'conflict')
}

/** Whether something in them is mine alone; else they are theirs, as soon as nothing is asked. */
export function hasMine(pieces: readonly MergePiece[]): boolean {
  return pieces.some(({ kind }) => kind === 'mine')
}

/** The piece that a stretch is, by what each side made of it. */
export function changed({ base, mine, theirs }: Three<string>): MergePiece {
  if (mine === theirs) {
    return mine === base ? { kind: 'same', text: base } : { kind: 'both', text: mine, base }
  }
  if (theirs === base) return { kind: 'mine', text: mine, base }
  if (mine === base) return { kind: 'theirs', text: theirs, base }
  return { kind: 'conflict', unit: 'lines', base, mine, theirs }
}

/** The same, with every change of one side alone as a question: nothing proves that it fits. */
export function askAll(pieces: readonly MergePiece[]): MergePiece[] {
  return pieces.map((piece) => {
    if (piece.kind !== 'mine' && piece.kind !== 'theirs') return piece
    const { kind, base, text } = piece
    return { kind: 'conflict', unit: 'lines', base, mine: base, theirs: base, [kind]: text }
  })
}

/** Both sides, one after the other; undefined where that would be no text of the format. */
export function bothOf({ unit, base, mine, theirs }: Conflict): string | undefined {
  if (unit !== 'lines' || mine === base || theirs === base) return undefined
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
