import { XML_TEXT, xmlId } from '@/lib/payload/meaning/read-xml'
import { holdsOnlyElements, readTag, type XmlPiece, xmlPieces } from '@/lib/payload/xml/pieces'
import { leaf, type Member, mapOf, type Shape } from './shape'

/** The elements and attributes of a well-formed XML text. */
export function shapeXml(text: string): Shape | undefined {
  const pieces = xmlPieces(text)
  const root = pieces?.find(isElement)
  if (!root) return undefined
  return mapOf([elementOf(root, root.start)], { start: root.start, end: root.end })
}

function isElement({ kind }: XmlPiece): boolean {
  return kind === 'element' || kind === 'empty'
}

/** An element with the blanks and comments before it, from `start` on. */
function elementOf(piece: XmlPiece, start: number): Member {
  const { name, attributes } = readTag(piece.text)
  const named = piece.start + 1 + name.length
  let at = named
  const inTag = attributes.map(({ name, value, valueStart }): Member => {
    const begin = at
    const from = piece.start + valueStart
    at = from + value.length + 1
    return { key: `@${name}`, start: begin, end: at, value: leaf(from, from + value.length) }
  })
  const tag = mapOf(inTag, { start: named, end: at })
  const parts: Member[] = [
    { key: 'attributes', steps: [], start, end: at, value: tag },
    contentOf(piece, at),
  ]
  const id = xmlId(piece)
  const value = mapOf(parts, { start, end: piece.end })
  return { key: name, start, end: piece.end, value, ...(id === undefined ? {} : { id }) }
}

/** What stands between the tags of an element, with the tags' ends. */
function contentOf(piece: XmlPiece, start: number): Member {
  const from = piece.start + piece.text.length
  const to = piece.end - piece.close.length
  const member = { key: 'content', start, end: piece.end }
  const isText = piece.parts.length > 0 && piece.parts.every(({ kind }) => kind === 'text')
  if (isText) return { ...member, steps: [XML_TEXT], value: leaf(from, to) }
  if (!holdsOnlyElements(piece)) return { ...member, steps: [], value: leaf(from, to) }
  let at = from
  const elements = piece.parts.filter(isElement).map((part) => {
    const element = elementOf(part, at)
    at = part.end
    return element
  })
  return { ...member, steps: [], value: mapOf(elements, { start: from, end: at }) }
}
