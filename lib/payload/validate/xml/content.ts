import type { Namespaces } from './namespaces'
import type { References } from './references'
import { type XmlSource, XmlStop } from './source'
import { openTag, reference, type XmlTag } from './tags'

/** Reads what stands between tags, and the tags. */
export class XmlContent {
  readonly #references: References
  readonly #namespaces: Namespaces

  constructor(references: References, namespaces: Namespaces) {
    this.#references = references
    this.#namespaces = namespaces
  }

  /** The root element, whose `<` stands here, up to its end. */
  readRoot(source: XmlSource): void {
    source.expect('<')
    const open: XmlTag[] = []
    this.#open(source, open)
    while (open.length > 0) this.#step(source, open)
  }

  /** What an entity stands for: its elements end in it. */
  readonly readEntity = (source: XmlSource): void => {
    const open: XmlTag[] = []
    while (!source.isAtEnd) this.#step(source, open)
    if (open.length > 0) throw new XmlStop('ends-early', source.at)
  }

  #step(source: XmlSource, open: XmlTag[]): void {
    readText(source)
    if (source.isAtEnd) {
      const last = open.at(-1)
      if (last) throw new XmlStop('xml-not-closed', last.at - 1, `<${last.name}>`)
    } else if (source.sees('&')) {
      reference(source, this.#references, 'content', this.readEntity)
    } else if (source.take('</')) this.#close(source, open)
    else if (source.take('<![CDATA[')) source.upTo(']]>')
    else if (!readAside(source)) {
      source.expect('<')
      this.#open(source, open)
    }
  }

  #open(source: XmlSource, open: XmlTag[]): void {
    const tag = openTag(source, this.#references)
    this.#namespaces.enter(tag)
    if (tag.isEmpty) this.#namespaces.leave()
    else open.push(tag)
  }

  #close(source: XmlSource, open: XmlTag[]): void {
    const at = source.at - 2
    const name = source.name()
    source.space()
    source.expect('>')
    const last = open.pop()
    if (last?.name !== name)
      throw new XmlStop('xml-closes-other', at, `</${name}>${last ? ` ≠ <${last.name}>` : ''}`)
    this.#namespaces.leave()
  }
}

/** Text up to the next markup. */
function readText(source: XmlSource): void {
  const at = source.at
  const text = source.match(/[^<&]+/y)
  if (!text) return
  const end = text.indexOf(']]>')
  source.at = at
  source.check(end < 0 ? text : text.slice(0, end))
  if (end >= 0) throw new XmlStop('unexpected', at + end, ']]>')
  source.at += text.length
}

/** Steps over a comment or a processing instruction; whether one stands here. */
export function readAside(source: XmlSource): boolean {
  if (source.take('<!--')) {
    const from = source.at
    const inside = source.upTo('--')
    if (!source.take('>'))
      throw source.isAtEnd
        ? new XmlStop('ends-early', source.at)
        : new XmlStop('xml-comment', from + inside.length, '--')
    return true
  }
  const at = source.at
  if (!source.take('<?')) return false
  if (/^xml$/i.test(source.name())) throw new XmlStop('xml-declaration', at)
  if (source.take('?>')) return true
  source.needSpace()
  source.upTo('?>')
  return true
}
