/** A piece of an XML text: markup or text with no parts, or an element from tag to tag. */
export type XmlPiece = {
  readonly kind: 'element' | 'empty' | 'aside' | 'data' | 'text'
  /** An element's opening tag; of anything else, all of it. */
  readonly text: string
  readonly parts: XmlPiece[]
  close: string
}

const MARKUP =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<!DOCTYPE[^[>]*(?:\[[\s\S]*?\]\s*)?>|<\/?[^\s<>/!?][^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>/g

/** The pieces of a well-formed XML text; spelled one after the other, they are the text. */
export function xmlPieces(text: string): XmlPiece[] {
  const root = piece('element', '')
  const open = [root]
  let at = 0
  for (const { 0: markup, index } of text.matchAll(MARKUP)) {
    const within = open.at(-1) ?? root
    if (index > at) within.parts.push(piece('text', text.slice(at, index)))
    at = index + markup.length
    if (markup.startsWith('</')) {
      within.close = markup
      open.pop()
      continue
    }
    const next = piece(kindOf(markup), markup)
    within.parts.push(next)
    if (next.kind === 'element') open.push(next)
  }
  if (at < text.length) root.parts.push(piece('text', text.slice(at)))
  return root.parts
}

/** The text that a piece is. */
export function spellPiece({ text, parts, close }: XmlPiece): string {
  return `${text}${parts.map(spellPiece).join('')}${close}`
}

function piece(kind: XmlPiece['kind'], text: string): XmlPiece {
  return { kind, text, parts: [], close: '' }
}

function kindOf(markup: string): XmlPiece['kind'] {
  if (markup.startsWith('<![CDATA[')) return 'data'
  if (markup.startsWith('<!') || markup.startsWith('<?')) return 'aside'
  return markup.endsWith('/>') ? 'empty' : 'element'
}
