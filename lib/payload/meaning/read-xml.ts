import { validateXml } from '@/lib/payload/validate/xml'
import {
  holdsOnlyElements,
  isBlank,
  readTag,
  type XmlPiece,
  xmlPieces,
} from '@/lib/payload/xml/pieces'
import { type Entry, type Meaning, type Said, type Scalar, spellText } from './meaning'

const MAX_DEPTH = 200

/** The step to what an element holds as text. */
export const XML_TEXT = '#text'

/**
 * What an XML text says; undefined where it is none, or too deep. Elements and texts count in their
 * order, attributes do not; blanks of an element that holds nothing else are layout.
 */
export function readXml(text: string): Said | undefined {
  if (validateXml(text).some(({ severity }) => severity === 'error')) return undefined
  const pieces = xmlPieces(text)
  const comments: string[] = []
  const entries =
    pieces &&
    entriesOf(
      pieces.filter(({ text }) => !isBlank(text)),
      comments,
      0,
    )
  return entries && { root: { kind: 'map', entries }, comments }
}

function entriesOf(
  parts: readonly XmlPiece[],
  comments: string[],
  depth: number,
): Entry[] | undefined {
  if (depth > MAX_DEPTH) return undefined
  const entries: Entry[] = []
  const texts: XmlPiece[] = []
  const endText = () => {
    if (texts.length > 0) entries.push({ key: XML_TEXT, value: textOf(texts.splice(0)) })
  }
  for (const part of parts) {
    if (part.kind === 'comment') comments.push(part.text)
    else if (part.kind === 'text' || part.kind === 'data') texts.push(part)
    else {
      endText()
      const entry = entryOf(part, comments, depth)
      if (!entry) return undefined
      entries.push(entry)
    }
  }
  endText()
  return entries
}

function entryOf(part: XmlPiece, comments: string[], depth: number): Entry | undefined {
  const { kind, text } = part
  if (kind === 'doctype') return { key: '!DOCTYPE', value: { kind: 'scalar', text } }
  if (kind === 'instruction') {
    const target = /^<(\?[^\s?]+)/.exec(text)?.[1] ?? '?'
    return { key: target, value: { kind: 'scalar', text } }
  }
  const { name, attributes } = readTag(text)
  const value = elementOf(part, attributes, comments, depth)
  const id = xmlId(part)
  return value && { key: name, value, ...(id === undefined ? {} : { id }) }
}

const NAMES = ['id', 'name', 'key']

/** What tells an element from others of its kind: an attribute or a child that names it. */
export function xmlId({ text, parts }: XmlPiece): string | undefined {
  const { attributes } = readTag(text)
  const attribute = attributes.find(({ name }) => NAMES.includes(name))
  if (attribute) return `@${attribute.name}=${attribute.value}`
  const child = parts.find(({ kind, text }) => {
    return kind === 'element' && NAMES.includes(readTag(text).name)
  })
  const [only] = child?.parts ?? []
  const isNamed = child?.parts.length === 1 && only?.kind === 'text'
  return isNamed ? `${readTag(child.text).name}=${only.text.trim()}` : undefined
}

function elementOf(
  part: XmlPiece,
  attributes: ReturnType<typeof readTag>['attributes'],
  comments: string[],
  depth: number,
): Meaning | undefined {
  const isSpaced = holdsOnlyElements(part)
  const parts = part.parts.filter(
    ({ kind, text }) => !isSpaced || kind !== 'text' || !isBlank(text),
  )
  const within = entriesOf(parts, comments, depth + 1)
  const named = attributes.map(({ name, value }) => ({
    key: `@${name}`,
    value: attributeOf(value),
  }))
  // Their order means nothing to any reader.
  const sorted = named.toSorted((a, b) => (a.key < b.key ? -1 : 1))
  return within && { kind: 'map', entries: [...sorted, ...within] }
}

const REFERENCE = /&(?:#x([0-9a-fA-F]+)|#(\d+)|(lt|gt|amp|quot|apos));/g
const NAMED: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
}

/** Text as a parser gives it on. What a DTD defines stays a name, and is marked as that. */
function said(written: string): Scalar {
  const text = written.replaceAll(REFERENCE, (_, hex?: string, decimal?: string, name?: string) =>
    name
      ? (NAMED[name] ?? '')
      : String.fromCodePoint(Number.parseInt(hex ?? decimal ?? '', hex ? 16 : 10)),
  )
  if (!/&(?!#|(?:lt|gt|amp|quot|apos);)/.test(written))
    return { kind: 'scalar', text: spellText(text) }
  return { kind: 'scalar', text: spellText(written), mark: 'DTD' }
}

/** A line end or tab that is written in an attribute is a blank; one that is referred to is not. */
function attributeOf(written: string): Scalar {
  return said(written.replaceAll(/\r\n|[\r\n\t]/g, ' '))
}

/** Whether a text stands in a CDATA section is the same to most readers, and not to all. */
function textOf(pieces: readonly XmlPiece[]): Scalar {
  const written = pieces.map(({ kind, text }) => {
    const lines = text.replaceAll(/\r\n?/g, '\n')
    return kind === 'data' ? escaped(lines.slice('<![CDATA['.length, -']]>'.length)) : lines
  })
  const joined = said(written.join(''))
  if (pieces.every(({ kind }) => kind === 'text')) return joined
  return { ...joined, text: `${joined.text} (CDATA)`, core: joined.text }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
