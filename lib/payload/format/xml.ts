import {
  holdsOnlyElements,
  readTag,
  spellPiece,
  type XmlPiece,
  xmlPieces,
} from '@/lib/payload/xml/pieces'

const INDENT = '  '

/**
 * An XML text with one element per line. Only blanks between the elements of an element that holds
 * nothing else are touched; where another element of its name holds text, they may be seen.
 */
export function layOut(text: string): string | undefined {
  const pieces = xmlPieces(text)
  if (!pieces) return undefined
  const lines = new Layout(mixedNames(pieces)).parts(pieces, '\n')
  return `${lines.replace(/^[ \t\n]+/, '')}${/\n[ \t\n]*$/.test(text) ? '\n' : ''}`
}

/** The names of elements that hold text beside elements somewhere. */
function mixedNames(pieces: readonly XmlPiece[], names = new Set<string>()): ReadonlySet<string> {
  for (const { kind, text, parts } of pieces) {
    if (kind !== 'element') continue
    const hasText = parts.some((part) => part.kind === 'text' && /\S/.test(part.text))
    const hasElements = parts.some((part) => part.kind === 'element' || part.kind === 'empty')
    if (hasText && hasElements) names.add(readTag(text).name)
    mixedNames(parts, names)
  }
  return names
}

class Layout {
  constructor(private readonly mixed: ReadonlySet<string>) {}

  /** Each part on a line of its own, begun by `line`; blank lines and comments stay where they are. */
  parts(parts: readonly XmlPiece[], line: string): string {
    let gap = ''
    const laidOut = parts.map((part) => {
      if (part.kind === 'text') {
        gap = part.text
        return ''
      }
      const breaks = gap.split('\n').length - 1
      const isBehind = part.kind === 'comment' && gap !== '' && breaks === 0
      gap = ''
      const begun = isBehind ? ' ' : breaks > 1 ? `\n${line}` : line
      return `${begun}${this.#piece(part, line)}`
    })
    return laidOut.join('')
  }

  #piece(piece: XmlPiece, line: string): string {
    const isMixed = piece.kind === 'element' && this.mixed.has(readTag(piece.text).name)
    if (isMixed || !holdsOnlyElements(piece)) return spellPiece(piece)
    return `${piece.text}${this.parts(piece.parts, `${line}${INDENT}`)}${line}${piece.close}`
  }
}
