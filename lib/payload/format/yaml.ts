import { type CST, Parser } from 'yaml'
import { templatesIn } from './templates'

const STEP = 2

/**
 * A YAML text with two blanks per level and one between the parts of a line. Every other character
 * stays: quotes, escapes, comments, anchors, indicators, lists and maps in brackets.
 */
export function layOut(text: string): string {
  return new Layout(text).print()
}

type Sources = readonly CST.SourceToken[] | undefined
type Item = CST.CollectionItem
/** A comment from its column on, or a line end. */
type Held = { readonly source: string; readonly column?: number }
type PairItem = CST.BlockMap['items'][number]

class Layout {
  #out = ''
  #isNewLine = true
  /** Blanks that wait for what follows them on their line. */
  #blanks = ''
  /** How much further right the present line stands than it did. */
  #shift = 0
  /** Comments on lines of their own, with what is between them: they stand as what follows them. */
  #held: Held[] = []
  /** To where the columns moved that lines begin at, of the levels that are open. */
  #columns = new Map<number, number>()

  constructor(private readonly text: string) {}

  print(): string {
    for (const token of new Parser().parse(this.text)) this.#token(token, 0)
    this.#release(0, 0)
    return this.#out
  }

  /** `indent`: where a line begins that begins with it, or with a part of it. */
  #token(token: CST.Token, indent: number): void {
    if (token.type === 'document') {
      this.#sources(token.start, indent)
      if (token.value) this.#token(token.value, indent)
      this.#sources(token.end, indent)
    } else if (token.type === 'block-map') {
      for (const item of token.items) this.#pair(item, token.indent, indent)
    } else if (token.type === 'block-seq') {
      for (const { start, value } of token.items) {
        this.#sources(start, indent, indent + STEP)
        if (value) this.#token(value, indent + STEP)
      }
    } else if (token.type === 'flow-collection') this.#flow(token, indent)
    else if (token.type === 'block-scalar') this.#blockScalar(token, indent)
    else if (token.type === 'space') this.#blanks = this.#isNewLine ? '' : token.source
    else if (token.type === 'newline') this.#lineEnd(token.source)
    else if (token.type === 'comment' && this.#isNewLine) this.#hold(token)
    else {
      this.#begin(token.offset, indent, token.type === 'comment')
      this.#out += moved(token.source, this.#shift)
      if ('end' in token) this.#sources(token.end, indent)
    }
  }

  /** `inner`: where lines begin behind an indicator. */
  #sources(tokens: Sources, indent: number, inner = indent): void {
    let at = indent
    for (const token of tokens ?? []) {
      this.#token(token, at)
      if (/-ind$/.test(token.type)) at = inner
    }
  }

  #lineEnd(source: string): void {
    if (this.#held.length > 0) this.#held.push({ source })
    else this.#out += source
    this.#blanks = ''
    this.#isNewLine = true
  }

  /** Writes the blanks before a token: those before a comment may align it with others. */
  #begin(offset: number, indent: number, isComment = false): void {
    if (this.#isNewLine) {
      const column = this.#columnOf(offset)
      this.#release(column, indent)
      this.#shift = indent - column
      this.#out += ' '.repeat(indent)
    } else if (this.#blanks) this.#out += isComment ? this.#blanks : ' '
    this.#blanks = ''
    this.#isNewLine = false
  }

  #hold({ source, offset }: CST.SourceToken): void {
    this.#held.push({ source, column: this.#columnOf(offset) })
  }

  /** Writes the comments above a line that moved from `column` to `indent`. */
  #release(column: number, indent: number): void {
    for (const { source, column: at } of this.#held.splice(0)) {
      const known = at === column ? indent : this.#columns.get(at ?? 0)
      const place = known ?? Math.max((at ?? 0) + indent - column, 0)
      this.#out += at === undefined ? source : ' '.repeat(place) + source
    }
    for (const open of this.#columns.keys()) if (open > column) this.#columns.delete(open)
    this.#columns.set(column, indent)
  }

  #columnOf(offset: number): number {
    return offset - (this.text.lastIndexOf('\n', offset - 1) + 1)
  }

  /** `column`: where the map stood. */
  #pair({ start, key, sep, value, explicitKey }: PairItem, column: number, indent: number): void {
    const inner = indent + STEP
    this.#sources(start, indent, inner)
    if (key) this.#token(key, explicitKey ? inner : indent)
    this.#sources(behindKey(key, sep), indent, inner)
    if (!value) return
    const isListBeside = value.type === 'block-seq' && value.indent === column
    this.#token(value, isListBeside ? indent : inner)
  }

  /** Its lines keep their places. What fills in templates reads their brackets, too. */
  #flow({ start, items, end }: CST.FlowCollection, indent: number): void {
    const close = end.findIndex(({ type }) => type === 'flow-map-end' || type === 'flow-seq-end')
    const last = end[close]
    const written = this.text.slice(
      start.offset,
      last ? last.offset + last.source.length : undefined,
    )
    const isTemplate = templatesIn(written).length > 0
    this.#begin(start.offset, indent)
    this.#out += isTemplate ? moved(written, this.#shift) : start.source
    if (!isTemplate) {
      for (const item of items) this.#flowItem(item)
      for (const token of end.slice(0, close + 1)) this.#token(token, this.#place(token.offset))
    }
    this.#sources(end.slice(close + 1), indent)
  }

  #flowItem({ start, key, sep, value }: Item): void {
    for (const token of start) this.#token(token, this.#place(token.offset))
    if (start.at(-1)?.type === 'comma' && (key || value)) this.#blanks = ' '
    if (key) this.#token(key, this.#place(key.offset))
    const between = behindKey(key, sep) ?? []
    for (const token of between) this.#token(token, this.#place(token.offset))
    if (between.at(-1)?.type === 'map-value-ind' && value) this.#blanks = ' '
    if (value) this.#token(value, this.#place(value.offset))
  }

  /** Where something stands that moves with the line above. */
  #place(offset: number): number {
    return Math.max(this.#columnOf(offset) + this.#shift, 0)
  }

  #blockScalar({ props, source }: CST.BlockScalar, indent: number): void {
    for (const token of props) this.#token(token, indent)
    const isFixed = props.some(
      (each) => each.type === 'block-scalar-header' && /\d/.test(each.source),
    )
    const first = /^ *(?=[^ \n])/m.exec(source)
    const column = first?.[0].length ?? 0
    const shift = isFixed ? this.#shift : first && indent > 0 ? indent - column : 0
    this.#out += source.replaceAll(/^ *(?:$|(?=[^ ]))/gm, (blanks, at: number) => {
      const isBlank = at + blanks.length === source.length || source[at + blanks.length] === '\n'
      if (isBlank && blanks.length <= column) return ''
      return ' '.repeat(Math.max(blanks.length + shift, 0))
    })
    this.#isNewLine = true
  }
}

/** A name stands beside its colon; an alias does not, which would take it in. */
function behindKey(key: CST.Token | null | undefined, sep: Sources): Sources {
  const isName = key && key.type !== 'alias'
  const isApart = sep?.[0]?.type === 'space' && sep[1]?.type === 'map-value-ind'
  return isName && isApart ? sep.slice(1) : sep
}

/** A text of several lines with all but its first moved to the right. */
function moved(source: string, shift: number): string {
  return source.replaceAll(/\n( *)(?=[^ \r\n])/g, (_, blanks: string) => {
    return `\n${' '.repeat(Math.max(blanks.length + shift, 0))}`
  })
}
