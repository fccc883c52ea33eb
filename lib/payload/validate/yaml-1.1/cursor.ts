/** Where and why a reader of YAML 1.1 stops. */
export class YamlStop extends Error {
  constructor(
    readonly at: number,
    readonly reason: string,
  ) {
    super(reason)
  }
}

/** What ends a line; the end of the text does, too, and is told as NUL. */
const BREAKS = '\r\n\u0085\u2028\u2029'
export const END = '\0'

const DIGITS = /^[0-9a-fA-F]*$/
const WORD = /[0-9A-Za-z_-]*/y

/** A place in a text: what stands there, and in which line and column it is. */
export class YamlCursor {
  readonly text: string
  /** In UTF-16 code units. */
  at = 0
  /** In characters, as the limits of YAML count. */
  index = 0
  line = 0
  column = 0

  constructor(text: string) {
    this.text = text
  }

  peek(ahead = 0): string {
    return this.text[this.at + ahead] ?? END
  }

  /** Whether a line ends at `ahead`. */
  isBreak(ahead = 0): boolean {
    return BREAKS.includes(this.peek(ahead))
  }

  /** Whether a line or the text ends at `ahead`. */
  isEnd(ahead = 0): boolean {
    const char = this.peek(ahead)
    return char === END || BREAKS.includes(char)
  }

  /** Whether a line or the text ends, or a blank stands, at `ahead`. */
  isBlank(ahead = 0): boolean {
    const char = this.peek(ahead)
    return char === ' ' || char === '\t' || this.isEnd(ahead)
  }

  isSpaceOrEnd(ahead = 0): boolean {
    return this.peek(ahead) === ' ' || this.isEnd(ahead)
  }

  /** Steps over characters of one line. */
  step(count = 1): void {
    for (let left = count; left > 0; left--) {
      const unit = this.text.charCodeAt(this.at)
      const isSecondHalf = unit >= 0xdc00 && unit < 0xe000
      this.at += 1
      if (isSecondHalf) continue
      this.index += 1
      // A byte order mark takes no column.
      if (unit !== 0xfeff) this.column += 1
    }
  }

  /** Steps over the end of a line; whether there was one. */
  stepLine(): boolean {
    if (!this.isBreak()) return false
    const length = this.peek() === '\r' && this.peek(1) === '\n' ? 2 : 1
    this.at += length
    this.index += length
    this.line += 1
    this.column = 0
    return true
  }

  stepSpaces(): void {
    while (this.peek() === ' ') this.step()
  }

  stepToEnd(): void {
    while (!this.isEnd()) this.step()
  }

  /** Letters, digits, `-` and `_`. */
  word(): string {
    WORD.lastIndex = this.at
    const word = WORD.exec(this.text)?.[0] ?? ''
    this.step(word.length)
    return word
  }

  /** `count` hex digits, as a number. */
  hex(count: number): number {
    const digits = this.text.slice(this.at, this.at + count)
    if (digits.length < count || !DIGITS.test(digits))
      throw this.stop(`expected ${count} hexadecimal digits`)
    this.step(count)
    return Number.parseInt(digits, 16)
  }

  /** Whether a line that parts documents begins here. */
  seesSeparator(): boolean {
    const word = this.text.slice(this.at, this.at + 3)
    return (word === '---' || word === '...') && this.isBlank(3)
  }

  stop(reason: string, at = this.at): YamlStop {
    return new YamlStop(at, reason)
  }
}
