import { END, YamlCursor } from './cursor'
import { PossibleKeys } from './possible-keys'
import {
  readAnchor,
  readBlockScalar,
  readDirective,
  readPlain,
  readQuoted,
  readTag,
} from './scalars'
import type { YamlToken, YamlTokenKind } from './token'

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
  readonly #keys: PossibleKeys

  constructor(text: string) {
    this.#cursor = new YamlCursor(text)
    this.#keys = new PossibleKeys(this.#cursor)
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
    this.#keys.dropStale()
    return this.#keys.has(this.#taken)
  }

  #fetch(): void {
    const cursor = this.#cursor
    this.#skipBlanks()
    this.#keys.dropStale()
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
      this.#keys.drop(this.#flow)
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

  #saveKey(): void {
    if (!this.#mayBeKey) return
    const isRequired = this.#flow === 0 && this.#indent === this.#cursor.column
    this.#keys.save(this.#flow, this.#taken + this.#waiting.length, isRequired)
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
    this.#keys.drop(this.#flow)
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
    this.#keys.drop(this.#flow)
    this.#flow -= 1
    this.#mayBeKey = false
    this.#push(kind)
  }

  #comma(): void {
    this.#mayBeKey = true
    this.#keys.drop(this.#flow)
    this.#push('comma')
  }

  #entry(): void {
    const { at, column } = this.#cursor
    this.#needsKeyPlace('a list cannot begin here')
    if (this.#opensBlock(column)) this.#waiting.push({ kind: 'block-list', at })
    this.#mayBeKey = true
    this.#keys.drop(this.#flow)
    this.#push('entry')
  }

  #key(): void {
    const { at, column } = this.#cursor
    this.#needsKeyPlace('a key cannot begin here')
    if (this.#opensBlock(column)) this.#waiting.push({ kind: 'block-map', at })
    this.#mayBeKey = this.#flow === 0
    this.#keys.drop(this.#flow)
    this.#push('key')
  }

  #value(): void {
    const { at, column } = this.#cursor
    const key = this.#keys.take(this.#flow)
    if (key) {
      const place = key.number - this.#taken
      this.#waiting.splice(place, 0, { kind: 'key', at: key.at })
      if (this.#opensBlock(key.column))
        this.#waiting.splice(place, 0, { kind: 'block-map', at: key.at })
      this.#mayBeKey = false
    } else {
      this.#needsKeyPlace('a value cannot stand here')
      if (this.#opensBlock(column)) this.#waiting.push({ kind: 'block-map', at })
      this.#mayBeKey = this.#flow === 0
      this.#keys.drop(this.#flow)
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
