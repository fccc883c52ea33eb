export type JsonToken = {
  readonly kind: 'open' | 'close' | 'comma' | 'colon' | 'key' | 'string' | 'number' | 'literal'
  /** Exactly as it was written: no number passes through `Number`. */
  readonly text: string
  /** Where it begins, in UTF-16 code units. */
  readonly at: number
}

/** Why and where a text stops being JSON. */
export type JsonStop = {
  readonly kind: 'unexpected' | 'ends-early' | 'too-deep'
  readonly at: number
}

const MAX_DEPTH = 1_000
const SPACE = /[ \t\n\r]*/y
const PLAIN = String.raw`[^"\\\u0000-\u001f]*`
const ESCAPE = String.raw`\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})`
const STRING = new RegExp(`"${PLAIN}(?:${ESCAPE}${PLAIN})*"`, 'y')
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const LITERAL = /true|false|null/y

/** What may come next: decides validity without building a value. */
type Expect =
  | 'value'
  | 'value-or-close'
  | 'key'
  | 'key-or-close'
  | 'colon'
  | 'comma-or-close'
  | 'end'

class Scanner {
  private at = 0
  private readonly open: string[] = []
  private expect: Expect = 'value'

  constructor(private readonly text: string) {
    if (text.startsWith('\ufeff')) this.at = 1
  }

  /** Where and why the last token could not be read. */
  get stop(): JsonStop {
    if (this.at >= this.text.length) return { kind: 'ends-early', at: this.at }
    const isDeep = this.open.length === MAX_DEPTH && /[{[]/.test(this.text[this.at] ?? '')
    return { kind: isDeep ? 'too-deep' : 'unexpected', at: this.at }
  }

  /** The next token, `null` at a valid end, undefined where the text stops being JSON. */
  next(): JsonToken | null | undefined {
    this.take(SPACE)
    if (this.at === this.text.length) return this.expect === 'end' ? null : undefined
    const char = this.text[this.at] ?? ''
    if (char === '}' || char === ']') return this.close(char)
    if (char === ',') return this.comma()
    if (char === ':') return this.colon()
    if (this.expect === 'key' || this.expect === 'key-or-close') return this.key()
    return this.expect === 'value' || this.expect === 'value-or-close'
      ? this.value(char)
      : undefined
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)?.[0]
    if (found) this.at += found.length
    return found
  }

  private afterValue(): void {
    this.expect = this.open.length === 0 ? 'end' : 'comma-or-close'
  }

  private close(char: string): JsonToken | undefined {
    const isEmpty = this.expect === 'key-or-close' || this.expect === 'value-or-close'
    if (!isEmpty && this.expect !== 'comma-or-close') return undefined
    if (this.open.pop() !== (char === '}' ? '{' : '[')) return undefined
    this.at += 1
    this.afterValue()
    return { kind: 'close', text: char, at: this.at - 1 }
  }

  private comma(): JsonToken | undefined {
    if (this.expect !== 'comma-or-close') return undefined
    this.at += 1
    this.expect = this.open.at(-1) === '{' ? 'key' : 'value'
    return { kind: 'comma', text: ',', at: this.at - 1 }
  }

  private colon(): JsonToken | undefined {
    if (this.expect !== 'colon') return undefined
    this.at += 1
    this.expect = 'value'
    return { kind: 'colon', text: ':', at: this.at - 1 }
  }

  private key(): JsonToken | undefined {
    const text = this.take(STRING)
    if (text === undefined) return undefined
    this.expect = 'colon'
    return { kind: 'key', text, at: this.at - text.length }
  }

  private value(char: string): JsonToken | undefined {
    if (char === '{' || char === '[') {
      if (this.open.length === MAX_DEPTH) return undefined
      this.open.push(char)
      this.at += 1
      this.expect = char === '{' ? 'key-or-close' : 'value-or-close'
      return { kind: 'open', text: char, at: this.at - 1 }
    }
    const kind = char === '"' ? 'string' : /[-\d]/.test(char) ? 'number' : 'literal'
    const text = this.take(kind === 'string' ? STRING : kind === 'number' ? NUMBER : LITERAL)
    if (text === undefined) return undefined
    this.afterValue()
    return { kind, text, at: this.at - text.length }
  }
}

/** The tokens up to where `text` stops being JSON; `stop` undefined: all of it is. */
export function jsonBeginning(text: string): { tokens: JsonToken[]; stop?: JsonStop } {
  const scanner = new Scanner(text)
  const tokens: JsonToken[] = []
  for (;;) {
    const token = scanner.next()
    if (token === null) return { tokens }
    if (token === undefined) return { tokens, stop: scanner.stop }
    tokens.push(token)
  }
}

/** The tokens of a JSON text (RFC 8259), or where it stops being one or becomes too deep. */
export function scanJson(text: string): JsonToken[] | JsonStop {
  const { tokens, stop } = jsonBeginning(text)
  return stop ?? tokens
}

/** The tokens of a JSON text; undefined when it is not valid JSON or too deep. */
export function jsonTokens(text: string): JsonToken[] | undefined {
  const scanned = scanJson(text)
  return Array.isArray(scanned) ? scanned : undefined
}
