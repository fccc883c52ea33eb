import { TextCursor } from '@/lib/payload/validate/text-cursor'

/** Where and why a reader of TOML 1.0 stops. */
export class TomlStop extends Error {
  constructor(
    readonly at: number,
    readonly reason: string,
    /** No version of TOML allows it, whatever a lenient reader does. */
    readonly isWrong = false,
  ) {
    super(reason)
  }
}

const BLANKS = /[ \t]+/y
const LINE_END = /\r?\n/y
const CONTROLS = String.raw`\u0000-\u0008\u000a-\u001f\u007f`
const COMMENT = new RegExp(`#[^${CONTROLS}]*`, 'y')

/** A place in a TOML text. */
export class TomlCursor extends TextCursor {
  need(word: string): void {
    if (!this.take(word)) throw this.stop(`“${word}” is expected`)
  }

  blanks(): void {
    this.match(BLANKS)
  }

  comment(): void {
    this.match(COMMENT)
  }

  seesLineEnd(): boolean {
    return this.sees('\n') || this.sees('\r\n')
  }

  lineEnd(): boolean {
    return this.match(LINE_END) !== undefined
  }

  /** Blanks, comments and line ends. */
  blankLines(): void {
    for (let from = -1; from !== this.at; ) {
      from = this.at
      this.blanks()
      this.comment()
      this.lineEnd()
    }
  }

  stop(reason: string, at = this.at): TomlStop {
    return new TomlStop(at, reason)
  }
}
