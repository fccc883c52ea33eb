import { TextCursor } from '@/lib/payload/validate/text-cursor'
import { NAME } from './names'

/** Why a text is not well-formed XML. */
export type XmlFault =
  | 'unexpected'
  | 'ends-early'
  | 'too-deep'
  | 'xml-character'
  | 'xml-closes-other'
  | 'xml-not-closed'
  | 'xml-double-attribute'
  | 'xml-entity-unknown'
  | 'xml-entity-itself'
  | 'xml-entity-unfit'
  | 'xml-entity-bomb'
  | 'xml-second-root'
  | 'xml-comment'
  | 'xml-declaration'

/** Where and why a text stops being well-formed. */
export class XmlStop extends Error {
  constructor(
    readonly fault: XmlFault,
    readonly at: number,
    readonly detail = '',
  ) {
    super(fault)
  }
}

const SPACE = /[ \t\r\n]+/y

const CONTROLS = String.raw`\u0000-\u0008\u000b\u000c\u000e-\u001f`

/** What XML has no place for: most control characters, two noncharacters, halves of a pair. */
const NO_CHARACTER = new RegExp(`[${CONTROLS}\\ufffe\\uffff\\ud800-\\udfff]`, 'u')

/** A text that is read from its front to its end. */
export class XmlSource extends TextCursor {
  expect(word: string): void {
    if (!this.take(word)) throw this.unexpected()
  }

  space(): boolean {
    return this.match(SPACE) !== undefined
  }

  needSpace(): void {
    if (!this.space()) throw this.unexpected()
  }

  name(): string {
    const name = this.match(NAME)
    if (name === undefined) throw this.unexpected()
    return name
  }

  /** Everything up to `end`, which is stepped over, all of it characters that XML has. */
  upTo(end: string): string {
    const to = this.text.indexOf(end, this.at)
    const found = this.text.slice(this.at, to < 0 ? undefined : to)
    this.check(found)
    if (to < 0) throw new XmlStop('ends-early', this.text.length)
    this.at = to + end.length
    return found
  }

  /** A quoted text; `from` is where its inside begins. */
  quoted(): { readonly from: number; readonly inside: string } {
    const quote = this.match(/["']/y)
    if (quote === undefined) throw this.unexpected()
    const from = this.at
    return { from, inside: this.upTo(quote) }
  }

  /** Throws where `part`, which begins here, holds what is no character of XML. */
  check(part: string): void {
    const found = NO_CHARACTER.exec(part)
    if (!found) return
    const code = (part.codePointAt(found.index) ?? 0).toString(16).toUpperCase().padStart(4, '0')
    throw new XmlStop('xml-character', this.at + found.index, `U+${code}`)
  }

  unexpected(at = this.at): XmlStop {
    if (at >= this.text.length) return new XmlStop('ends-early', at)
    const char = String.fromCodePoint(this.text.codePointAt(at) ?? 0)
    const here = new XmlSource(this.text)
    here.at = at
    try {
      here.check(char)
    } catch (error) {
      if (error instanceof XmlStop) return error
      throw error
    }
    return new XmlStop('unexpected', at, char)
  }
}
