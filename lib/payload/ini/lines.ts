/** A line of an INI text, with those that continue it; spans are in UTF-16 code units. */
export type IniLine = {
  readonly start: number
  /** Behind the line end. */
  readonly end: number
  /** The blanks before it: one that stands deeper than a pair may continue it. */
  readonly indent: string
  readonly section?: string
  readonly pair?: IniPair
  readonly comment?: string
}

/** A pair, or a key alone. */
export type IniPair = {
  readonly key: string
  /** `=` or `:` and the blanks around it; empty behind a key alone. */
  readonly separator: string
  /** As it is written, with the lines that continue it, without the blanks at its ends. */
  readonly value: string
  readonly valueStart: number
  readonly valueEnd: number
}

/**
 * The lines of an INI text: one after the other they are the text. INI has no standard. What stands
 * deeper than the pair above continues it, as Python reads it, and is kept as it is written, because
 * others read another pair there.
 */
export function iniLines(text: string): IniLine[] {
  const lines: IniLine[] = []
  let open = -1
  for (const { 0: whole, index: start } of text.matchAll(/[^\n]*\n|[^\n]+$/g)) {
    const end = start + whole.length
    const bare = whole.replace(/(?<![ \t\r\n])[ \t\r\n]+$/, '')
    const line = lineOf(bare, start, end)
    const above = lines[open]
    const isDeeper = above && line.indent.length > above.indent.length
    if (above?.pair && isDeeper && bare !== line.indent && line.comment === undefined) {
      // What stands between the two, blank or a comment, lies within the value.
      const pair = { ...above.pair, valueEnd: start + bare.length }
      lines.length = open
      lines.push({ ...above, end, pair })
      continue
    }
    lines.push(line)
    if (line.pair) open = lines.length - 1
    if (line.section !== undefined) open = -1
  }
  return lines.map((line) => withValue(text, line))
}

function withValue(text: string, line: IniLine): IniLine {
  const { pair } = line
  if (!pair || pair.value.length === pair.valueEnd - pair.valueStart) return line
  const value = text
    .slice(pair.valueStart, pair.valueEnd)
    .replaceAll(/(?<![ \t\r])[ \t\r]+(?=\n)/g, '')
  return { ...line, pair: { ...pair, value } }
}

const PAIR = /^([^=:]*?)((?<![ \t])[ \t]*[=:][ \t]*|$)(.*)$/

function lineOf(bare: string, start: number, end: number): IniLine {
  const indent = /^[ \t]*/.exec(bare)?.[0] ?? ''
  const said = bare.slice(indent.length)
  const line = { start, end, indent }
  if (said === '') return line
  if (/^[#;]/.test(said)) return { ...line, comment: said }
  if (/^\[.*\]/.test(said)) return { ...line, section: sectionOf(said) }
  const [, key = '', separator = '', value = ''] = PAIR.exec(said) ?? []
  const valueStart = start + indent.length + key.length + separator.length
  return { ...line, pair: { key, separator, value, valueStart, valueEnd: start + bare.length } }
}

/** Where more stands behind the bracket, readers disagree what the name is: it is all of it. */
function sectionOf(said: string): string {
  return /^\[([^[\]]+)\]$/.exec(said)?.[1] ?? said
}
