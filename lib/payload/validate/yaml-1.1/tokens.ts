import { END, YamlCursor } from './cursor'
import {
  readAnchor,
  readBlockScalar,
  readDirective,
  readPlain,
  readQuoted,
  readTag,
} from './scalars'

type YamlTokenKind =
  | 'directive'
  | 'document-start'
  | 'document-end'
  | 'stream-end'
  | 'block-list'
  | 'block-map'
  | 'block-end'
  | 'entry'
  | 'key'
  | 'value'
  | 'list-open'
  | 'list-close'
  | 'map-open'
  | 'map-close'
  | 'comma'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar'

export type YamlToken = {
  readonly kind: YamlTokenKind
  readonly at: number
  /** The name of an anchor, alias or directive, or the handle of a tag. */
  readonly name?: string | undefined
  readonly value?: string
}

/** Where a key may have begun that only its colon will tell. */
type PossibleKey = {
  readonly number: number
  readonly at: number
  readonly index: number
  readonly line: number
  readonly column: number
  /** Nothing else could stand here. */
  readonly isRequired: boolean
}

/** A key without a question mark stands on one line and is no longer than that. */
const LONGEST_KEY = 1_024

const FLOW_OPEN: Readonly<Record<string, YamlTokenKind>> = { '[': 'list-open', '{': 'map-open' }
const FLOW_CLOSE: Readonly<Record<string, YamlTokenKind>> = { ']': 'list-close', '}': 'map-close' }

/** The tokens of a YAML 1.1 text, one after the other. Throws `YamlStop`. */
export class YamlTokens {
  readonly #cursor: YamlCursor
  readonly #waiting: YamlToken[] = []
  #taken = 0
  #isDone = false
  #flow = 0
  #indent = -1
  readonly #indents: number[] = []
  #mayBeKey = true
  readonly #keys = new Map<number, PossibleKey>()

  constructor(text: string) {
    this.#cursor = new YamlCursor(text)
    if (text.startsWith('\ufeff')) this.#cursor.step()
  }

  /** What comes next, which stays. */
  peek(): YamlToken {
    while (this.#needsMore()) this.#fetch()
    const [token] = this.#waiting
    if (!token) throw this.#cursor.stop('the text has ended')
    return token
  }

  take(): YamlToken {
    const token = this.peek()
    this.#waiting.shift()
    this.#taken += 1
    return token
  }

  /** A token whose place as a key is still open must not be handed out. */
  #needsMore(): boolean {
    if (this.#isDone) return false
    if (this.#waiting.length === 0) return true
    this.#dropStaleKeys()
    for (const { number } of this.#keys.values()) if (number === this.#taken) return true
    return false
  }

  #fetch(): void {
    const cursor = this.#cursor
    this.#skipBlanks()
    this.#dropStaleKeys()
    this.#unwind(cursor.column)
    const char = cursor.peek()
    if (char === END) this.#end()
    else if (cursor.column === 0 && char === '%') this.#directive()
    else if (cursor.column === 0 && cursor.seesSeparator()) this.#separator()
    else if (FLOW_OPEN[char]) this.#openFlow(FLOW_OPEN[char])
    else if (FLOW_CLOSE[char]) this.#closeFlow(FLOW_CLOSE[char])
    else if (char === ',') this.#comma()
    else if (char === '-' && cursor.isBlank(1)) this.#entry()
    else if (char === '?' && this.#isIndicator()) this.#key()
    else if (char === ':' && this.#isIndicator()) this.#value()
    else this.#content(char)
  }

  #content(char: string): void {
    const cursor = this.#cursor
    const at = cursor.at
    if (char === '*') this.#simple(() => ({ kind: 'alias', at, name: readAnchor(cursor) }))
    else if (char === '&') this.#simple(() => ({ kind: 'anchor', at, name: readAnchor(cursor) }))
    else if (char === '!') this.#simple(() => ({ kind: 'tag', at, name: readTag(cursor) }))
    else if ((char === '|' || char === '>') && this.#flow === 0) {
      this.#mayBeKey = true
      this.#dropKey()
      readBlockScalar(cursor, this.#indent)
      this.#waiting.push({ kind: 'scalar', at })
    } else if (char === "'" || char === '"') {
      this.#simple(() => {
        readQuoted(cursor)
        return { kind: 'scalar', at }
      })
    } else if (this.#beginsPlain(char)) this.#plain()
    else throw cursor.stop(`a value cannot begin with ${JSON.stringify(char)}`)
  }

  #skipBlanks(): void {
    const cursor = this.#cursor
    do {
      cursor.stepSpaces()
      if (cursor.peek() === '#') cursor.stepToEnd()
      if (cursor.isBreak() && this.#flow === 0) this.#mayBeKey = true
    } while (cursor.stepLine())
  }

  #isIndicator(): boolean {
    return this.#flow !== 0 || this.#cursor.isBlank(1)
  }

  #beginsPlain(char: string): boolean {
    if (!' \t-?:,[]{}#&*!|>\'"%@`'.includes(char)) return true
    const isWord = !this.#cursor.isBlank(1)
    return isWord && (char === '-' || (this.#flow === 0 && (char === '?' || char === ':')))
  }

  /** Keys that the line or the limit left behind. */
  #dropStaleKeys(): void {
    const { line, index } = this.#cursor
    for (const [level, key] of this.#keys)
      if (key.line !== line || index - key.index > LONGEST_KEY) this.#dropKey(level)
  }

  #dropKey(level = this.#flow): void {
    const key = this.#keys.get(level)
    if (key?.isRequired) throw this.#cursor.stop('a key has no colon', key.at)
    this.#keys.delete(level)
  }

  #saveKey(): void {
    if (!this.#mayBeKey) return
    const { at, index, line, column } = this.#cursor
    this.#dropKey()
    const isRequired = this.#flow === 0 && this.#indent === column
    const number = this.#taken + this.#waiting.length
    this.#keys.set(this.#flow, { number, at, index, line, column, isRequired })
  }

  #unwind(column: number): void {
    if (this.#flow !== 0) return
    while (this.#indent > column) {
      this.#indent = this.#indents.pop() ?? -1
      this.#waiting.push({ kind: 'block-end', at: this.#cursor.at })
    }
  }

  #opensBlock(column: number): boolean {
    if (this.#flow !== 0 || this.#indent >= column) return false
    this.#indents.push(this.#indent)
    this.#indent = column
    return true
  }

  /** Whatever was open ends here. */
  #endBlocks(): void {
    this.#unwind(-1)
    this.#dropKey()
    this.#mayBeKey = false
  }

  #end(): void {
    this.#endBlocks()
    this.#keys.clear()
    this.#waiting.push({ kind: 'stream-end', at: this.#cursor.at })
    this.#isDone = true
  }

  #directive(): void {
    this.#endBlocks()
    const at = this.#cursor.at
    this.#waiting.push({ kind: 'directive', at, ...readDirective(this.#cursor) })
  }

  #separator(): void {
    this.#endBlocks()
    const kind = this.#cursor.peek() === '-' ? 'document-start' : 'document-end'
    this.#push(kind, 3)
  }

  #openFlow(kind: YamlTokenKind): void {
    this.#saveKey()
    this.#flow += 1
    this.#mayBeKey = true
    this.#push(kind)
  }

  #closeFlow(kind: YamlTokenKind): void {
    this.#dropKey()
    this.#flow -= 1
    this.#mayBeKey = false
    this.#push(kind)
  }

  #comma(): void {
    this.#mayBeKey = true
    this.#dropKey()
    this.#push('comma')
  }

  #entry(): void {
    const { at, column } = this.#cursor
    this.#needsKeyPlace('a list cannot begin here')
    if (this.#opensBlock(column)) this.#waiting.push({ kind: 'block-list', at })
    this.#mayBeKey = true
    this.#dropKey()
    this.#push('entry')
  }

  #key(): void {
    const { at, column } = this.#cursor
    this.#needsKeyPlace('a key cannot begin here')
    if (this.#opensBlock(column)) this.#waiting.push({ kind: 'block-map', at })
    this.#mayBeKey = this.#flow === 0
    this.#dropKey()
    this.#push('key')
  }

  #value(): void {
    const { at, column } = this.#cursor
    const key = this.#keys.get(this.#flow)
    if (key) {
      this.#keys.delete(this.#flow)
      const place = key.number - this.#taken
      this.#waiting.splice(place, 0, { kind: 'key', at: key.at })
      if (this.#opensBlock(key.column))
        this.#waiting.splice(place, 0, { kind: 'block-map', at: key.at })
      this.#mayBeKey = false
    } else {
      this.#needsKeyPlace('a value cannot stand here')
      if (this.#opensBlock(column)) this.#waiting.push({ kind: 'block-map', at })
      this.#mayBeKey = this.#flow === 0
      this.#dropKey()
    }
    this.#push('value')
  }

  #needsKeyPlace(otherwise: string): void {
    if (this.#flow === 0 && !this.#mayBeKey) throw this.#cursor.stop(otherwise)
  }

  #plain(): void {
    const at = this.#cursor.at
    this.#saveKey()
    this.#mayBeKey = readPlain(this.#cursor, this.#flow === 0 ? this.#indent : undefined)
    this.#waiting.push({ kind: 'scalar', at })
  }

  /** What may be a key, too. */
  #simple(read: () => YamlToken): void {
    this.#saveKey()
    this.#mayBeKey = false
    this.#waiting.push(read())
  }

  #push(kind: YamlTokenKind, length = 1): void {
    const at = this.#cursor.at
    this.#cursor.step(length)
    this.#waiting.push({ kind, at })
  }
}
