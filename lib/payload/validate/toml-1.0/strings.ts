import type { TomlCursor } from './cursor'

const CONTROLS = String.raw`\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f`
const BARE = /[A-Za-z0-9_-]+/y
const PLAIN = {
  basic: new RegExp(`[^"\\\\\\r\\n${CONTROLS}]+`, 'y'),
  literal: new RegExp(`[^'\\r\\n${CONTROLS}]+`, 'y'),
}
const ESCAPE = /\\(?:[btnfr"\\]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})/y
const FOLDED = /\\[ \t]*\r?\n(?:[ \t]|\r?\n)*/y

/** A key and its parts, up to what stands behind it and its blanks. */
export function readKey(cursor: TomlCursor): string[] {
  const parts: string[] = []
  do {
    cursor.blanks()
    parts.push(readPart(cursor))
    cursor.blanks()
  } while (cursor.take('.'))
  return parts
}

function readPart(cursor: TomlCursor): string {
  const bare = cursor.match(BARE)
  if (bare !== undefined) return bare
  if (!cursor.sees('"') && !cursor.sees("'")) throw cursor.stop('a key is expected')
  return readLine(cursor)
}

/** A string of any of the four kinds. */
export function readString(cursor: TomlCursor): void {
  if (cursor.sees('"""') || cursor.sees("'''")) readLines(cursor)
  else readLine(cursor)
}

/** What a string on one line says. */
function readLine(cursor: TomlCursor): string {
  const quote = cursor.take('"') ? '"' : "'"
  if (quote === "'") cursor.need("'")
  const parts: string[] = []
  while (!cursor.take(quote)) {
    const plain = cursor.match(quote === '"' ? PLAIN.basic : PLAIN.literal)
    if (plain !== undefined) parts.push(plain)
    else if (quote === '"' && cursor.sees('\\')) parts.push(readEscape(cursor))
    else throw cursor.stop('a string ends on its line')
  }
  return parts.join('')
}

function readLines(cursor: TomlCursor): void {
  const quote = cursor.sees('"') ? '"' : "'"
  const ends = quote.repeat(3)
  cursor.need(ends)
  cursor.lineEnd()
  while (!cursor.take(ends)) {
    const isPlain = cursor.match(quote === '"' ? PLAIN.basic : PLAIN.literal) !== undefined
    if (isPlain || cursor.take(quote) || cursor.lineEnd()) continue
    if (quote !== '"' || !cursor.sees('\\')) throw cursor.stop('the string has no end')
    if (cursor.match(FOLDED) === undefined) readEscape(cursor)
  }
  // Two more quotes may belong to the string.
  if (cursor.take(quote)) cursor.take(quote)
}

function readEscape(cursor: TomlCursor): string {
  const at = cursor.at
  const escaped = cursor.match(ESCAPE)
  if (escaped === undefined) throw cursor.stop('there is no such escape')
  if (escaped[1] !== 'u' && escaped[1] !== 'U') return JSON.parse(`"${escaped}"`)
  const code = Number.parseInt(escaped.slice(2), 16)
  if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
    throw cursor.stop('there is no such character', at)
  return String.fromCodePoint(code)
}
