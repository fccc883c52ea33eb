import { diffIndices } from 'node-diff3'
import { findAnchors } from './anchors'
import { changed, coalesce, type MergePiece } from './pieces'

/** Merges by lines, each with its line end: joined, the pieces are the texts again. */
export function mergeText(base: string, mine: string, theirs: string): MergePiece[] {
  const [o, a, b] = [linesOf(base), linesOf(mine), linesOf(theirs)]
  const end = { o: o.length, a: a.length, b: b.length }
  const pieces: MergePiece[] = []
  let from = { o: 0, a: 0, b: 0 }
  for (const anchor of [...findAnchors(o, a, b), end]) {
    const between = [
      o.slice(from.o, anchor.o),
      a.slice(from.a, anchor.a),
      b.slice(from.b, anchor.b),
    ]
    pieces.push(...mergeLines(between[0] ?? [], between[1] ?? [], between[2] ?? []))
    pieces.push({ kind: 'same', text: o[anchor.o] ?? '' })
    from = { o: anchor.o + 1, a: anchor.a + 1, b: anchor.b + 1 }
  }
  return coalesce(pieces)
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\n)/)
}

/** Beyond this many pairs of lines a stretch is one change: a person waits for the merge. */
const MAX_PAIRS = 4_000_000

function mergeLines(o: string[], a: string[], b: string[]): MergePiece[] {
  const whole = { base: o.join(''), mine: a.join(''), theirs: b.join('') }
  const isOneChange = whole.mine === whole.base || whole.theirs === whole.base
  if (isOneChange || o.length * Math.max(a.length, b.length) > MAX_PAIRS) return [changed(whole)]
  const pieces: MergePiece[] = []
  let [at, toA, toB] = [0, 0, 0]
  const take = (upTo: number, mine: number, theirs: number) => {
    const [base, ours, others] = [
      o.slice(at, upTo),
      a.slice(at + toA, upTo + toA + mine),
      b.slice(at + toB, upTo + toB + theirs),
    ].map((lines) => lines.join(''))
    pieces.push(changed({ base: base ?? '', mine: ours ?? '', theirs: others ?? '' }))
    ;[at, toA, toB] = [upTo, toA + mine, toB + theirs]
  }
  for (const { from, to, mine, theirs } of regionsOf(o, a, b)) {
    take(from, 0, 0)
    take(to, mine, theirs)
  }
  take(o.length, 0, 0)
  return pieces
}

/** Lines of the base that somebody changed, and how many more of them each side has there. */
type Region = {
  readonly from: number
  readonly to: number
  readonly mine: number
  readonly theirs: number
}

/** What one side changed apart from the other, and together what touches or overlaps. */
function regionsOf(o: string[], a: string[], b: string[]): Region[] {
  const hunks = [
    ...diffIndices(o, a).map((hunk) => ({ ...hunk, side: 'mine' as const })),
    ...diffIndices(o, b).map((hunk) => ({ ...hunk, side: 'theirs' as const })),
  ].toSorted((x, y) => x.buffer1[0] - y.buffer1[0])
  const regions: Region[] = []
  for (const { buffer1, buffer2, side } of hunks) {
    const [from, removed] = buffer1
    const more = buffer2[1] - removed
    const last = regions.at(-1)
    const isTogether = last !== undefined && from <= last.to
    const region = isTogether ? last : { from, to: from, mine: 0, theirs: 0 }
    const grown = {
      ...region,
      to: Math.max(region.to, from + removed),
      [side]: region[side] + more,
    }
    if (isTogether) regions[regions.length - 1] = grown
    else regions.push(grown)
  }
  return regions
}
