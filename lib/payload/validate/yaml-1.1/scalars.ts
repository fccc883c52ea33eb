import { END, type YamlCursor } from './cursor'

/** The characters that a tag may hold as they are. */
const URI = /[0-9A-Za-z\-;/?:@&=+$,_.!~*'()[\]]+/y

const ESCAPES = '0abt\tnvfre "\\/N_LP'
const CODES: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 }

/** Reads `%YAML 1.1`, `%TAG …` or what nobody knows; answers what it says. */
export function readDirective(cursor: YamlCursor): {
  readonly name: string
  readonly value: string
} {
  cursor.step()
  const name = cursor.word()
  if (name === '' || !cursor.isSpaceOrEnd()) throw cursor.stop('a directive has no such name')
  cursor.stepSpaces()
  const from = cursor.at
  let value = ''
  if (name === 'YAML') {
    const found = /[0-9]+\.[0-9]+/y
    found.lastIndex = from
    value = found.exec(cursor.text)?.[0] ?? ''
    if (value === '') throw cursor.stop('a version is two numbers')
    cursor.step(value.length)
  } else if (name === 'TAG') {
    value = readHandle(cursor)
    if (cursor.peek() !== ' ') throw cursor.stop('a tag handle is followed by a space')
    cursor.stepSpaces()
    readUri(cursor)
  } else cursor.stepToEnd()
  if (!cursor.isSpaceOrEnd()) throw cursor.stop('a directive ends here')
  readRestOfLine(cursor)
  return { name, value }
}

/** What may stand behind a directive or the head of a block scalar: a comment. */
function readRestOfLine(cursor: YamlCursor): void {
  cursor.stepSpaces()
  if (cursor.peek() === '#') cursor.stepToEnd()
  if (!cursor.isEnd()) throw cursor.stop('only a comment may stand here')
  cursor.stepLine()
}

/** The name behind `&` or `*`. */
export function readAnchor(cursor: YamlCursor): string {
  cursor.step()
  const name = cursor.word()
  const isOver = cursor.isBlank() || '?:,]}%@`'.includes(cursor.peek())
  if (name === '' || !isOver) throw cursor.stop('an anchor’s name is letters, digits, - and _')
  return name
}

/** The handle of a tag, which has to be declared; undefined for a tag in full. */
export function readTag(cursor: YamlCursor): string | undefined {
  let handle: string | undefined
  if (cursor.peek(1) === '<') {
    cursor.step(2)
    readUri(cursor)
    if (cursor.peek() !== '>') throw cursor.stop('a tag in full ends in >')
    cursor.step()
  } else if (cursor.isBlank(1)) cursor.step()
  else {
    let ahead = 1
    while (!cursor.isSpaceOrEnd(ahead) && cursor.peek(ahead) !== '!') ahead += 1
    handle = '!'
    if (cursor.peek(ahead) === '!') handle = readHandle(cursor)
    else cursor.step()
    readUri(cursor)
  }
  if (!cursor.isSpaceOrEnd()) throw cursor.stop('a tag ends in a space')
  return handle
}

function readHandle(cursor: YamlCursor): string {
  if (cursor.peek() !== '!') throw cursor.stop('a tag handle begins with !')
  cursor.step()
  if (cursor.peek() === ' ') return '!'
  const name = cursor.word()
  if (cursor.peek() !== '!') throw cursor.stop('a tag handle ends in !')
  cursor.step()
  return `!${name}!`
}

function readUri(cursor: YamlCursor): void {
  const from = cursor.at
  for (;;) {
    URI.lastIndex = cursor.at
    const plain = URI.exec(cursor.text)?.[0] ?? ''
    cursor.step(plain.length)
    if (cursor.peek() !== '%') break
    readEscapedBytes(cursor)
  }
  if (cursor.at === from) throw cursor.stop('a tag has a name')
}

function readEscapedBytes(cursor: YamlCursor): void {
  const from = cursor.at
  const bytes: number[] = []
  while (cursor.peek() === '%') {
    cursor.step()
    bytes.push(cursor.hex(2))
  }
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes))
  } catch {
    throw cursor.stop('escaped bytes are UTF-8', from)
  }
}

/** Reads a text in quotes. */
export function readQuoted(cursor: YamlCursor): void {
  const quote = cursor.peek()
  cursor.step()
  for (;;) {
    readUnbroken(cursor, quote)
    if (cursor.peek() === quote) {
      cursor.step()
      return
    }
    while (cursor.peek() === ' ' || cursor.peek() === '\t') cursor.step()
    if (cursor.peek() === END) throw cursor.stop('the quoted text has no end')
    if (cursor.stepLine()) readBreaks(cursor)
  }
}

function readUnbroken(cursor: YamlCursor, quote: string): void {
  while (!cursor.isBlank()) {
    const char = cursor.peek()
    if (char === "'" && quote === "'" && cursor.peek(1) === "'") cursor.step(2)
    else if (char === quote) return
    else if (char === '\\' && quote === '"') readEscape(cursor)
    else cursor.step()
  }
}

function readEscape(cursor: YamlCursor): void {
  cursor.step()
  const char = cursor.peek()
  const digits = CODES[char]
  if (cursor.stepLine()) readBreaks(cursor)
  else if (digits !== undefined) {
    cursor.step()
    if (cursor.hex(digits) > 0x10ffff) throw cursor.stop('there is no such character')
  } else if (char !== END && ESCAPES.includes(char)) cursor.step()
  else throw cursor.stop(`there is no escape \\${char}`)
}

/** Blank lines within quotes. */
function readBreaks(cursor: YamlCursor): void {
  for (;;) {
    if (cursor.seesSeparator()) throw cursor.stop('a document is parted within a quoted text')
    while (cursor.peek() === ' ' || cursor.peek() === '\t') cursor.step()
    if (!cursor.stepLine()) return
  }
}

/** Reads a `|` or `>` text that stands in a block indented by `indent`. */
export function readBlockScalar(cursor: YamlCursor, indent: number): void {
  cursor.step()
  const head = /(?:[+-]([0-9]?)|([0-9])[+-]?)?/y
  head.lastIndex = cursor.at
  const [indicators = '', first, second] = head.exec(cursor.text) ?? []
  const digit = first || second
  if (digit === '0') throw cursor.stop('an indentation is 1 to 9')
  cursor.step(indicators.length)
  if (!cursor.isSpaceOrEnd()) throw cursor.stop('only indicators may stand here')
  readRestOfLine(cursor)
  const least = Math.max(indent + 1, 1)
  const inner = digit ? least + Number(digit) - 1 : Math.max(least, readLeadingLines(cursor))
  stepIndent(cursor, inner)
  while (cursor.column === inner && cursor.peek() !== END) {
    cursor.stepToEnd()
    cursor.stepLine()
    stepIndent(cursor, inner)
  }
}

/** Blank lines before the text; the widest of them tells how far it is indented. */
function readLeadingLines(cursor: YamlCursor): number {
  let widest = 0
  for (;;) {
    if (cursor.peek() === ' ') cursor.step()
    else if (!cursor.stepLine()) return widest
    widest = Math.max(widest, cursor.column)
  }
}

function stepIndent(cursor: YamlCursor, indent: number): void {
  do {
    while (cursor.column < indent && cursor.peek() === ' ') cursor.step()
  } while (cursor.stepLine())
}

/**
 * Reads a text without quotes; whether it ended behind a line, where a key may begin. `indent` is
 * that of the block around, undefined within brackets.
 */
export function readPlain(cursor: YamlCursor, indent: number | undefined): boolean {
  const isFlow = indent === undefined
  let isBehindLine = false
  for (;;) {
    if (cursor.peek() === '#') return isBehindLine
    const from = cursor.at
    while (!endsPlain(cursor, isFlow)) cursor.step()
    if (cursor.at === from) return isBehindLine
    isBehindLine = false
    const before = cursor.at
    cursor.stepSpaces()
    if (cursor.isBreak()) {
      isBehindLine = true
      if (!stepPlainLines(cursor)) return isBehindLine
    } else if (cursor.at === before) return isBehindLine
    if (cursor.peek() === '#') return isBehindLine
    if (!isFlow && cursor.column < indent + 1) return isBehindLine
  }
}

/** Steps over lines that a text without quotes may go on behind; false where a document ends. */
function stepPlainLines(cursor: YamlCursor): boolean {
  cursor.stepLine()
  if (cursor.seesSeparator()) return false
  for (;;) {
    if (cursor.peek() === ' ') cursor.step()
    else if (!cursor.stepLine()) return true
    else if (cursor.seesSeparator()) return false
  }
}

function endsPlain(cursor: YamlCursor, isFlow: boolean): boolean {
  const char = cursor.peek()
  if (cursor.isBlank()) return true
  if (char === ':' && (cursor.isBlank(1) || (isFlow && ',[]{}'.includes(cursor.peek(1)))))
    return true
  return isFlow && ',?[]{}'.includes(char)
}
