/** A TOML value and where it stands; scalars keep their spelling, texts are read. */
export type TomlValue = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'scalar'; readonly source: string }
  | { readonly kind: 'array'; readonly items: readonly TomlValue[] }
  | { readonly kind: 'table'; readonly pairs: readonly TomlPair[] }
)

export type TomlPair = { readonly path: readonly string[]; readonly value: TomlValue }

const BARE = /[\w-]+/y
const TEXT = /"""(?:[^\\]|\\[\s\S])*?"{3,5}|'''[\s\S]*?'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'/y
const SCALAR = /\d{4}-\d\d-\d\d \d\d:[^\s,\]}#]*|[^\s,\]}#]+/y
const BLANKS = /[ \t]*/y
const GAP = /(?:[ \t\r\n]|#[^\n]*)*/y

/** Reads values and keys of a text that a parser has found to be TOML; throws where it is none. */
export class TomlScanner {
  at = 0
  readonly comments: string[] = []

  constructor(readonly text: string) {}

  take(pattern: RegExp): string {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)?.[0] ?? ''
    this.at += found.length
    return found
  }

  blanks(): void {
    this.take(BLANKS)
  }

  /** `a."b c".d` as its parts, with the blanks around it. */
  key(): string[] {
    const path: string[] = []
    do {
      this.blanks()
      const start = this.text[this.at]
      const source = this.take(start === '"' || start === "'" ? TEXT : BARE)
      if (source === '') throw new SyntaxError('a key is expected')
      path.push(start === '"' || start === "'" ? readText(source) : source)
      this.blanks()
    } while (this.passes('.'))
    return path
  }

  value(): TomlValue {
    const start = this.at
    const first = this.text[start]
    if (first === '[') return { kind: 'array', items: this.#items(), start, end: this.at }
    if (first === '{') return { kind: 'table', pairs: this.#pairs(), start, end: this.at }
    const isText = first === '"' || first === "'"
    const source = this.take(isText ? TEXT : SCALAR)
    if (source === '') throw new SyntaxError('a value is expected')
    const span = { start, end: this.at }
    return isText
      ? { kind: 'text', text: readText(source), ...span }
      : { kind: 'scalar', source, ...span }
  }

  passes(character: string): boolean {
    if (this.text[this.at] !== character) return false
    this.at += 1
    return true
  }

  #items(): TomlValue[] {
    const items: TomlValue[] = []
    this.#within(']', () => items.push(this.value()))
    return items
  }

  #pairs(): TomlPair[] {
    const pairs: TomlPair[] = []
    this.#within('}', () => {
      const path = this.key()
      this.passes('=')
      this.blanks()
      pairs.push({ path, value: this.value() })
    })
    return pairs
  }

  #within(close: string, each: () => void): void {
    this.at += 1
    for (this.gap(); !this.passes(close); this.gap()) {
      each()
      this.gap()
      if (!this.passes(',') && this.text[this.at] !== close)
        throw new SyntaxError(`${close} is expected`)
    }
  }

  /** What may stand between the parts of a value of several lines. */
  gap(): void {
    for (const [comment] of this.take(GAP).matchAll(/#.*/g)) this.comments.push(comment.trimEnd())
  }
}

const ESCAPED: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  e: '\u001b',
}

/** The text that a TOML string of any of its four kinds spells. */
function readText(source: string): string {
  const quotes = /^("""|'''|"|')/.exec(source)?.[0] ?? ''
  const inner = source.slice(quotes.length, -quotes.length)
  const text = quotes.length === 3 ? inner.replace(/^\r?\n/, '') : inner
  if (quotes.startsWith("'")) return text
  return text.replaceAll(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|[ \t]*\r?\n\s*|(.))/g,
    (_, x?: string, u?: string, long?: string, one?: string) => {
      const hex = x ?? u ?? long
      if (hex) return String.fromCodePoint(Number.parseInt(hex, 16))
      return one === undefined ? '' : (ESCAPED[one] ?? one)
    },
  )
}
