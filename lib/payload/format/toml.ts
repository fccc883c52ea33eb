import { parse } from 'smol-toml'
import { linesOf } from './pair-lines'

const KEY =
  /^\s*((?:[\w-]+|"(?:[^"\\]|\\.)*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"(?:[^"\\]|\\.)*"|'[^']*'))*)\s*=\s*(.*)$/

/** A TOML text without indentation of its statements, with one blank at each side of `=`. */
export function layOut(text: string): string {
  const { lines, end } = linesOf(text)
  let inside = OUTSIDE
  return lines
    .map((line) => {
      const before = inside
      const [, key = '', value = ''] = (before === OUTSIDE && KEY.exec(line)) || []
      inside = key ? after(value, OUTSIDE) : before === OUTSIDE ? OUTSIDE : after(line, before)
      if (before.quote || inside.quote) return key ? `${key} = ${value}` : line
      const isStatement = before === OUTSIDE
      if (!isStatement) return line.trimEnd()
      return key ? `${key} = ${value.trimEnd()}` : line.trim()
    })
    .join(end)
}

/** What is still open where a line ends: a text of several lines, or brackets. */
type Inside = { readonly quote: string; readonly depth: number }

const OUTSIDE: Inside = { quote: '', depth: 0 }

const PIECE = /"""|'''|"(?:[^"\\]|\\.)*"|'[^']*'|#.*$|[[{]|[\]}]|\\./g

function after(line: string, { quote, depth }: Inside): Inside {
  let [open, level] = [quote, depth]
  for (const [piece] of line.matchAll(open ? INNER : PIECE)) {
    if (open) open = piece === open ? '' : open
    else if (piece === '"""' || piece === "'''") open = piece
    else if (piece === '[' || piece === '{') level += 1
    else if (piece === ']' || piece === '}') level -= 1
  }
  return open || level > 0 ? { quote: open, depth: level } : OUTSIDE
}

const INNER = /"""|'''|\\./g

/** What the text says, and its comments; undefined where it is not TOML. */
export function meaningOf(text: string): string | undefined {
  try {
    const said = parse(text, { integersAsBigInt: true })
    return JSON.stringify([said, text.match(/#.*$/gm)?.map((each) => each.trimEnd())], spellBig)
  } catch {
    return undefined
  }
}

function spellBig(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value
}
