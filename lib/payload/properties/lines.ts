/** A line of a properties text, with those that continue it; spans are in UTF-16 code units. */
export type PropertiesLine = {
  readonly start: number
  /** Behind the line end. */
  readonly end: number
  /** There where the line is a pair. */
  readonly pair?: PropertiesPair
  /** There where it is a comment. */
  readonly comment?: string
}

export type PropertiesPair = {
  /** As Java reads them. */
  readonly key: string
  readonly value: string
  /** As they are written, less what joins continued lines. */
  readonly rawKey: string
  readonly rawValue: string
  readonly valueStart: number
  /** Before the line end. */
  readonly valueEnd: number
}

const BLANK = /[ \t\f]/

/**
 * The lines of a properties text, as `java.util.Properties` reads them: one after the other they
 * are the text. Undefined where Java refuses it.
 */
export function propertiesLines(text: string): PropertiesLine[] | undefined {
  const lines: PropertiesLine[] = []
  for (let at = 0; at < text.length; ) {
    const line = lineAt(text, at)
    if (!line) return undefined
    lines.push(line)
    at = line.end
  }
  return lines
}

function lineAt(text: string, start: number): PropertiesLine | undefined {
  const places: number[] = []
  let { at, end } = naturalLine(text, start)
  for (;;) {
    const first = text[at] ?? ''
    if (places.length === 0 && (first === '#' || first === '!'))
      return { start, end: behindBreak(text, end), comment: text.slice(at, end) }
    for (let index = at; index < end; index++) places.push(index)
    if (!endsWithEscape(text, at, end)) break
    places.pop()
    const next = behindBreak(text, end)
    if (next === text.length) {
      if (places.length === 0 && next - end < 2) return { start, end: next, pair: namelessAt(end) }
      break
    }
    const more = naturalLine(text, next)
    ;[at, end] = [more.at, more.end]
  }
  const span = { start, end: behindBreak(text, end) }
  if (places.length === 0) return span
  const pair = pairOf(text, places, end)
  return pair && { ...span, pair }
}

/** What Java makes of a backslash that is all there is on the last line, unless CRLF follows it. */
const namelessAt = (end: number): PropertiesPair => {
  const said = { key: '', value: '', rawKey: '', rawValue: '' }
  return { ...said, valueStart: end, valueEnd: end }
}

/** From the first character that is no blank to the line end. */
function naturalLine(text: string, start: number): { at: number; end: number } {
  let end = start
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end += 1
  let at = start
  while (at < end && BLANK.test(text[at] ?? '')) at += 1
  return { at, end }
}

function behindBreak(text: string, end: number): number {
  return end + (text.startsWith('\r\n', end) ? 2 : end < text.length ? 1 : 0)
}

/** Whether the text from `from` to `to` ends with a backslash that escapes what follows it. */
export function endsWithEscape(text: string, from: number, to: number): boolean {
  let count = 0
  while (to - count > from && text[to - count - 1] === '\\') count += 1
  return count % 2 === 1
}

/** `places`: where the characters of the joined line stand. */
function pairOf(text: string, places: readonly number[], end: number): PropertiesPair | undefined {
  const joined = places.map((at) => text[at]).join('')
  const keyEnd = /^(?:\\.|[^\\=: \t\f])*/s.exec(joined)?.[0].length ?? 0
  const separator = /^[ \t\f]*(?:[=:][ \t\f]*)?/.exec(joined.slice(keyEnd))?.[0].length ?? 0
  const rawKey = joined.slice(0, keyEnd)
  const rawValue = joined.slice(keyEnd + separator)
  const [key, value] = [unescaped(rawKey), unescaped(rawValue)]
  if (key === undefined || value === undefined) return undefined
  const valueStart = places[keyEnd + separator] ?? end
  return { key, value, rawKey, rawValue, valueStart, valueEnd: end }
}

const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' }

/** Undefined where `\u` is not followed by four hex digits. */
function unescaped(raw: string): string | undefined {
  if (!raw.includes('\\')) return raw
  if (/(?:^|[^\\])(?:\\\\)*\\u(?![0-9a-fA-F]{4})/.test(raw)) return undefined
  return raw.replaceAll(/\\(?:u([0-9a-fA-F]{4})|(.)|$)/gs, (_, hex?: string, one?: string) =>
    hex ? String.fromCharCode(Number.parseInt(hex, 16)) : (ESCAPES[one ?? ''] ?? one ?? ''),
  )
}
