import { characterOf, isPredefined, referredName } from './entities'
import type { References } from './references'
import { type XmlSource, XmlStop } from './source'

export type XmlAttribute = { readonly name: string; readonly value: string; readonly at: number }

export type XmlTag = {
  readonly name: string
  readonly at: number
  readonly attributes: readonly XmlAttribute[]
  readonly isEmpty: boolean
}

/** The tag whose `<` was stepped over, up to its `>`. */
export function openTag(source: XmlSource, references: References): XmlTag {
  const at = source.at
  const name = source.name()
  const attributes: XmlAttribute[] = []
  const seen = new Set<string>()
  for (;;) {
    const isApart = source.space()
    if (source.take('>')) return { name, at, attributes, isEmpty: false }
    if (source.take('/')) {
      source.expect('>')
      return { name, at, attributes, isEmpty: true }
    }
    if (!isApart) throw source.unexpected()
    const attribute = readAttribute(source, references)
    if (seen.has(attribute.name))
      throw new XmlStop('xml-double-attribute', attribute.at, attribute.name)
    seen.add(attribute.name)
    attributes.push(attribute)
  }
}

function readAttribute(source: XmlSource, references: References): XmlAttribute {
  const at = source.at
  const name = source.name()
  source.space()
  source.expect('=')
  source.space()
  return { name, at, value: attributeValue(source, references) }
}

/** A quoted value, its references followed. */
export function attributeValue(source: XmlSource, references: References): string {
  const quote = source.match(/["']/y)
  if (quote === undefined) throw source.unexpected()
  const from = source.at
  readValue(source, references, quote)
  const value = source.text.slice(from, source.at)
  source.expect(quote)
  return value
}

const PLAIN = { '"': /[^<&"]+/y, "'": /[^<&']+/y, '': /[^<&]+/y }

/** Reads a value up to its closing quote, or of an entity within it, to its end. */
function readValue(source: XmlSource, references: References, quote: string): void {
  const plain = quote === '"' || quote === "'" ? PLAIN[quote] : PLAIN['']
  for (;;) {
    const at = source.at
    const found = source.match(plain)
    if (found) {
      source.at = at
      source.check(found)
      source.at += found.length
    }
    if (source.isAtEnd || (quote && source.sees(quote))) return
    reference(source, references, 'value', (inner) => readValue(inner, references, ''))
  }
}

/** Reads the reference that stands here, and what it stands for. */
export function reference(
  source: XmlSource,
  references: References,
  use: 'content' | 'value',
  read: (source: XmlSource) => void,
): void {
  const at = source.at
  if (source.take('&#')) {
    characterOf(source)
    return
  }
  source.expect('&')
  const name = referredName(source)
  if (!isPredefined(name)) references.follow(name, at, use, read)
}
