/** A line of a properties file as Java reads it: natural lines that `\` joins, without comments. */
export type LogicalLine = {
  readonly text: string
  /** Where the character at an index of `text` stands in the file. */
  readonly placeOf: (index: number) => number
}

type Piece = { readonly from: number; readonly to: number }

const BLANKS = /[ \t\f]*/y
const NATURAL = /[^\r\n]*/y
const LINE_END = /\r\n?|\n/y

/** Reads the lines of `text` that are neither blank nor comments. */
export function* logicalLines(text: string): Generator<LogicalLine> {
  let pieces: Piece[] = []
  for (let at = 0; at < text.length; ) {
    const from = skip(BLANKS, text, at)
    const end = skip(NATURAL, text, from)
    at = skip(LINE_END, text, end)
    const isBegun = pieces.some((piece) => piece.to > piece.from)
    if (!isBegun && (end === from || text[from] === '#' || text[from] === '!')) continue
    const backslashes = /\\*$/.exec(text.slice(from, end))?.[0].length ?? 0
    const goesOn = backslashes % 2 === 1
    pieces.push({ from, to: goesOn ? end - 1 : end })
    if (goesOn && at < text.length) continue
    yield join(text, pieces)
    pieces = []
  }
  if (pieces.length > 0) yield join(text, pieces)
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return at + (pattern.exec(text)?.[0].length ?? 0)
}

function join(text: string, pieces: readonly Piece[]): LogicalLine {
  const placeOf = (index: number) => {
    let left = index
    for (const { from, to } of pieces) {
      if (left < to - from) return from + left
      left -= to - from
    }
    return pieces.at(-1)?.to ?? 0
  }
  return { text: pieces.map(({ from, to }) => text.slice(from, to)).join(''), placeOf }
}
