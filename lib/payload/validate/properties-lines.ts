import { endsWithEscape } from '@/lib/payload/properties/lines'

/** A line of a properties file as Java reads it: natural lines that `\` joins, without comments. */
export type LogicalLine = {
  readonly text: string
  /** Where the character at an index of `text` stands in the file. */
  readonly placeOf: (index: number) => number
}

/** A natural line's part of a logical one; `before`: how much of it the pieces before hold. */
type Piece = { readonly from: number; readonly to: number; readonly before: number }

const BLANKS = /[ \t\f]*/y
const NATURAL = /[^\r\n]*/y
const LINE_END = /\r\n?|\n/y

/** Reads the lines of `text` that are neither blank nor comments. */
export function* logicalLines(text: string): Generator<LogicalLine> {
  let pieces: Piece[] = []
  let length = 0
  for (let at = 0; at < text.length; ) {
    const from = skip(BLANKS, text, at)
    const end = skip(NATURAL, text, from)
    at = skip(LINE_END, text, end)
    if (length === 0 && (end === from || text[from] === '#' || text[from] === '!')) continue
    const goesOn = endsWithEscape(text, from, end)
    const to = goesOn ? end - 1 : end
    pieces.push({ from, to, before: length })
    length += to - from
    if (goesOn && at < text.length) continue
    yield join(text, pieces)
    pieces = []
    length = 0
  }
  if (pieces.length > 0) yield join(text, pieces)
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return at + (pattern.exec(text)?.[0].length ?? 0)
}

function join(text: string, pieces: readonly Piece[]): LogicalLine {
  const placeOf = (index: number) => {
    let [piece, behind] = [0, pieces.length]
    while (behind - piece > 1) {
      const middle = (piece + behind) >> 1
      if ((pieces[middle]?.before ?? 0) <= index) piece = middle
      else behind = middle
    }
    const { from = 0, to = 0, before = 0 } = pieces[piece] ?? {}
    return Math.min(from + index - before, to)
  }
  return { text: pieces.map(({ from, to }) => text.slice(from, to)).join(''), placeOf }
}
