import { XmlSource, XmlStop } from './source'

/** What a document type declares by a name. */
export type Entity =
  /** `text`: what stands in its place, its character references read. */
  | { readonly kind: 'internal'; readonly text: string }
  /** Another document's text, which nobody reads here. */
  | { readonly kind: 'external' }
  /** No text at all, such as a picture. */
  | { readonly kind: 'unparsed' }

/** What the document type says, as far as it decides whether the document is well-formed. */
export class Declared {
  readonly entities = new Map<string, Entity>()
  isStandalone = false
  /** Declarations stand where nobody reads them here: in an external subset or parameter entity. */
  hasUnread = false
  /** Declarations still count: after an unread parameter entity they may be overridden. */
  isRead = true
}

const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['apos', "'"],
  ['quot', '"'],
])

export function isPredefined(name: string): boolean {
  return PREDEFINED.has(name)
}

const DIGITS = /[0-9]+/y
const HEX_DIGITS = /[0-9a-fA-F]+/y

/** The character that a reference behind `&#` names. */
export function characterOf(source: XmlSource): string {
  const from = source.at - 2
  const isHex = source.take('x')
  const digits = source.match(isHex ? HEX_DIGITS : DIGITS)
  if (digits === undefined || !source.take(';')) throw source.unexpected()
  const code = Number.parseInt(digits, isHex ? 16 : 10)
  const isHalf = code >= 0xd800 && code < 0xe000
  const isControl = code < 0x20 && code !== 9 && code !== 10 && code !== 13
  if (code > 0x10ffff || isHalf || isControl || code === 0xfffe || code === 0xffff)
    throw new XmlStop('xml-character', from, source.text.slice(from, source.at))
  return String.fromCodePoint(code)
}

/** The name of a reference behind `&`, its semicolon stepped over. */
export function referredName(source: XmlSource): string {
  const name = source.name()
  source.expect(';')
  return name
}

/** The entity that a reference at `at` names; undefined where it may be declared unread. */
export function entityOf(declared: Declared, name: string, at: number): Entity | undefined {
  const entity = declared.entities.get(name)
  const isCertain = !declared.hasUnread || declared.isStandalone
  if (!entity && isCertain) throw new XmlStop('xml-entity-unknown', at, `&${name};`)
  if (entity?.kind === 'unparsed') throw new XmlStop('xml-entity-unfit', at, `&${name};`)
  return entity
}

/** The value between an entity's quotes, its character references read and the others kept. */
export function entityText(inside: string, from: number): string {
  const source = new XmlSource(inside)
  const parts: string[] = []
  try {
    while (!source.isAtEnd) {
      const plain = source.match(/[^&%]+/y)
      if (plain) parts.push(plain)
      else if (source.take('&#')) parts.push(characterOf(source))
      else if (source.take('&')) parts.push(`&${referredName(source)};`)
      else throw source.unexpected()
    }
  } catch (error) {
    throw error instanceof XmlStop ? new XmlStop(error.fault, from + error.at, error.detail) : error
  }
  return parts.join('')
}
