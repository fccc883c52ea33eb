import { diff3MergeRegions } from 'node-diff3'
import { findAnchors } from './anchors'
import { coalesce, type MergePiece } from './pieces'

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

const OWNERS = { a: 'mine', o: 'same', b: 'theirs' } as const

function mergeLines(o: string[], a: string[], b: string[]): MergePiece[] {
  const [base, mine, theirs] = [o.join(''), a.join(''), b.join('')]
  if (mine === base) return [{ kind: theirs === base ? 'same' : 'theirs', text: theirs }]
  if (theirs === base) return [{ kind: 'mine', text: mine }]
  if (o.length * Math.max(a.length, b.length) > MAX_PAIRS)
    return [{ kind: 'conflict', unit: 'lines', base, mine, theirs }]
  return diff3MergeRegions(a, o, b).map((region): MergePiece => {
    if (region.stable) return { kind: OWNERS[region.buffer], text: region.bufferContent.join('') }
    const [base, mine, theirs] = [region.oContent, region.aContent, region.bContent].map((lines) =>
      lines.join(''),
    ) as [string, string, string]
    return mine === theirs
      ? { kind: 'both', text: mine }
      : { kind: 'conflict', unit: 'lines', base, mine, theirs }
  })
}
