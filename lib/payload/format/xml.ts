import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { holdsOnlyElements, spellPiece, type XmlPiece, xmlPieces } from '@/lib/payload/xml/pieces'

const INDENT = '  '

/**
 * An XML text with one element per line. Only blanks between the elements of an element that
 * holds nothing else are touched: in all others they may be part of what is said.
 */
export function layOut(text: string): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n'
  const lines = layOutParts(xmlPieces(text) ?? [], end, end)
  return `${lines.replace(/^\s+/, '')}${/\n\s*$/.test(text) ? end : ''}`
}

/** Each part on a line of its own, begun by `line`; blank lines and comments stay where they are. */
function layOutParts(parts: readonly XmlPiece[], line: string, end: string): string {
  let gap = ''
  const laidOut = parts.map((part) => {
    if (part.kind === 'text') {
      gap = part.text
      return ''
    }
    const breaks = gap.split('\n').length - 1
    const isBehind = part.text.startsWith('<!--') && gap !== '' && breaks === 0
    gap = ''
    const begun = isBehind ? ' ' : breaks > 1 ? `${end}${line}` : line
    return `${begun}${layOutPiece(part, line, end)}`
  })
  return laidOut.join('')
}

function layOutPiece(piece: XmlPiece, line: string, end: string): string {
  if (!holdsOnlyElements(piece)) return spellPiece(piece)
  return `${piece.text}${layOutParts(piece.parts, `${line}${INDENT}`, end)}${line}${piece.close}`
}

const PARSER = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  commentPropName: '#comment',
  cdataPropName: '#cdata',
})

/** What a parser reads, less the blanks of elements that hold elements; undefined if it is not XML. */
export function meaningOf(text: string): string | undefined {
  if (XMLValidator.validate(text) !== true) return undefined
  try {
    const read: unknown = PARSER.parse(text)
    // The parser passes over what it does not know: all but blanks has to be there as well.
    return JSON.stringify([text.replaceAll(/\s+/g, ''), withoutBlanks(read)])
  } catch {
    // The parser refuses what is nested beyond its bound.
    return undefined
  }
}

function withoutBlanks(node: unknown): unknown {
  if (Array.isArray(node)) {
    const isBlank = (part: object) => '#text' in part && String(part['#text']).trim() === ''
    const isText = (part: object) => '#text' in part && !isBlank(part)
    const parts = node.filter((part): part is object => typeof part === 'object' && part !== null)
    const holdsElements = parts.some((part) => !('#text' in part)) && !parts.some(isText)
    return parts.filter((part) => !holdsElements || !isBlank(part)).map(withoutBlanks)
  }
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      Array.isArray(value) && key !== '#comment' ? withoutBlanks(value) : value,
    ]),
  )
}
