/** A piece of an XML text: markup or text with no parts, or an element from tag to tag. */
export type XmlPiece = {
  readonly kind: 'element' | 'empty' | 'comment' | 'instruction' | 'doctype' | 'data' | 'text'
  /** An element's opening tag; of anything else, all of it. */
  readonly text: string
  readonly start: number
  readonly parts: XmlPiece[]
  /** The closing tag of an element. */
  close: string
  end: number
}

const TEXT = /[^<]+/y
const COMMENT = /<!--[\s\S]*?-->/y
const DATA = /<!\[CDATA\[[\s\S]*?\]\]>/y
const INSTRUCTION = /<\?[\s\S]*?\?>/y
const TAG = /<\/?[^\s<>/!?"'=][^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>/y
/** Up to what opens or closes the internal subset, past quotes and what looks like them in comments. */
const DOCTYPE_PART = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|"[^"]*"|'[^']*'|[[\]>]|[^"'[\]<>]+|</y

/** The pieces of a well-formed XML text, one after the other; undefined where it is none. */
export function xmlPieces(text: string): XmlPiece[] | undefined {
  const root = pieceAt('element', '', 0)
  const open = [root]
  for (let at = 0; at < text.length; ) {
    const found = markupAt(text, at)
    const within = open.at(-1)
    if (!found || !within) return undefined
    at += found.text.length
    if (!found.text.startsWith('</')) {
      const piece = pieceAt(found.kind, found.text, at)
      within.parts.push(piece)
      if (piece.kind === 'element') open.push(piece)
      continue
    }
    if (open.length === 1) return undefined
    within.close = found.text
    within.end = at
    open.pop()
  }
  return open.length === 1 ? root.parts : undefined
}

type Found = Pick<XmlPiece, 'kind' | 'text'>

function markupAt(text: string, at: number): Found | undefined {
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at
    return pattern.exec(text)?.[0]
  }
  const as = (kind: XmlPiece['kind'], found: string | undefined) =>
    found === undefined ? undefined : { kind, text: found }
  if (text[at] !== '<') return as('text', take(TEXT))
  if (text.startsWith('<!--', at)) return as('comment', take(COMMENT))
  if (text.startsWith('<![', at)) return as('data', take(DATA))
  if (text.startsWith('<?', at)) return as('instruction', take(INSTRUCTION))
  if (text.startsWith('<!', at)) return as('doctype', doctypeAt(text, at))
  const tag = take(TAG)
  return as(tag?.endsWith('/>') ? 'empty' : 'element', tag)
}

function doctypeAt(text: string, start: number): string | undefined {
  let depth = 0
  DOCTYPE_PART.lastIndex = start
  for (let found = DOCTYPE_PART.exec(text); found; found = DOCTYPE_PART.exec(text)) {
    const [part] = found
    if (part === '[') depth += 1
    if (part === ']') depth -= 1
    if (part === '>' && depth === 0) return text.slice(start, DOCTYPE_PART.lastIndex)
  }
  return undefined
}

function pieceAt(kind: XmlPiece['kind'], text: string, end: number): XmlPiece {
  return { kind, text, start: end - text.length, parts: [], close: '', end }
}

/** The text that a piece is. */
export function spellPiece({ text, parts, close }: XmlPiece): string {
  return `${text}${parts.map(spellPiece).join('')}${close}`
}

/** Whether an element holds elements and no text, so that the blanks between them are layout. */
export function holdsOnlyElements({ text, parts }: XmlPiece): boolean {
  const isSpaceKept = /\sxml:space\s*=\s*["']preserve/.test(text)
  const holdsText = parts.some(
    (part) => part.kind === 'data' || (part.kind === 'text' && !isBlank(part.text)),
  )
  const holdsElement = parts.some(({ kind }) => kind === 'element' || kind === 'empty')
  return !isSpaceKept && !holdsText && holdsElement
}

/** Whether a text is what XML calls white space: no other blank is. */
export function isBlank(text: string): boolean {
  return /^[ \t\r\n]*$/.test(text)
}

export type XmlTag = {
  readonly name: string
  readonly attributes: readonly XmlAttribute[]
}

/** An attribute as it is written, its value without the quotes; spans count from the tag's `<`. */
export type XmlAttribute = {
  readonly name: string
  readonly value: string
  readonly start: number
  readonly valueStart: number
}

const ATTRIBUTE = /([^\s=<>"'/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

/** The parts of an opening tag. */
export function readTag(tag: string): XmlTag {
  const name = /^<([^\s/>]+)/.exec(tag)?.[1] ?? ''
  const behind = name.length + 1
  const found = [...tag.slice(behind).matchAll(ATTRIBUTE)]
  const attributes = found.map(({ 0: whole, 1: key = '', 2: double, 3: single, index }) => {
    const value = double ?? single ?? ''
    const start = behind + index
    return { name: key, value, start, valueStart: start + whole.length - value.length - 1 }
  })
  return { name, attributes }
}
