/** Something in an INI text that Python's configparser refuses as it is by default. */
export type IniNote = {
  readonly kind: 'no-section' | 'no-value' | 'double-key' | 'double-section'
  readonly at: number
  /** The line, section or key. */
  readonly detail: string
}

/** What Python takes for blank. */
const BLANKS = String.raw`\t-\r\u001c-\u001f \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`
const BLANK = new RegExp(`[${BLANKS}]`)
const SECTION = /^\[(.+)\]/s

/** Reads an INI text as configparser does, and tells each line that it refuses. */
export function readIni(text: string): IniNote[] {
  const reader = new IniReader()
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) reader.line(line, index)
  return reader.notes
}

class IniReader {
  readonly notes: IniNote[] = []
  readonly #sections = new Set<string>()
  readonly #keys = new Set<string>()
  #section: string | undefined
  /** Whether a line that is further indented goes on with a value. */
  #isValue = false
  #indent = 0

  line(line: string, start: number): void {
    const [blanks, value] = split(line)
    if (value === '' || value.startsWith('#') || value.startsWith(';')) return
    if (this.#isValue && blanks > this.#indent) return
    this.#indent = blanks
    const at = start + blanks
    const section = SECTION.exec(value)?.[1]
    if (section !== undefined) this.#enter(section, at)
    else if (this.#section === undefined) this.#note('no-section', at, value)
    else this.#pair(value, at)
  }

  #enter(section: string, at: number): void {
    if (this.#sections.has(section)) this.#note('double-section', at, section)
    // What stands there counts for all sections, and may stand there in several places.
    if (section !== 'DEFAULT') this.#sections.add(section)
    this.#section = section
    this.#isValue = false
  }

  #pair(value: string, at: number): void {
    const separator = value.search(/[=:]/)
    const key = separator < 0 ? undefined : value.slice(0, behindText(value, separator))
    if (key === undefined || key === '') this.#note('no-value', at, value)
    if (key === undefined) return
    this.#isValue = key !== ''
    if (key === '') return
    const place = `${this.#section}\n${key.toLowerCase()}`
    if (this.#keys.has(place)) this.#note('double-key', at, key)
    this.#keys.add(place)
  }

  #note(kind: IniNote['kind'], at: number, detail: string): void {
    this.notes.push({ kind, at, detail })
  }
}

/** How many blanks a line begins with, and what stands between them and those at its end. */
function split(line: string): [blanks: number, value: string] {
  const end = behindText(line)
  let start = 0
  while (start < end && BLANK.test(line[start] ?? '')) start += 1
  return [start, line.slice(start, end)]
}

/** Behind the last character before `end` that is no blank. */
function behindText(line: string, end = line.length): number {
  let behind = end
  while (behind > 0 && BLANK.test(line[behind - 1] ?? '')) behind -= 1
  return behind
}
