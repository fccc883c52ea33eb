import type { Format } from '@/lib/payload/detect'
import { fromHexText, toHexText } from '@/lib/payload/hex-text'
import { type Said, spell } from '@/lib/payload/meaning/meaning'
import { meaningReader, otherReaders } from '@/lib/payload/meaning/read'
import { templatesIn } from './templates'

/** Why a text is left as it is. */
export type FormatRefusal =
  | 'invalid'
  | 'changes-meaning'
  | 'template'
  | 'mixed-line-ends'
  | 'too-deep'
  | 'failed'

export type Formatted =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly refusal: FormatRefusal }

/** Lays out a text whose lines end in LF; undefined where it cannot. */
type Layout = (text: string) => string | undefined

/**
 * `text` laid out afresh: nothing but its blanks and line breaks differs, and its format's reader
 * finds the same in it; or why it is left as it is.
 */
export async function formatText(format: Format | 'hex', text: string): Promise<Formatted> {
  try {
    return format === 'hex' ? formatHex(text) : await formatLines(format, text)
  } catch (error) {
    // The parsers recurse: a hostile depth exhausts the stack.
    return refused(error instanceof RangeError ? 'too-deep' : 'failed')
  }
}

const FORMATTABLE = new Set(['json', 'yaml', 'xml', 'toml', 'properties', 'ini', 'hex'])

/** Whether texts of that format can be laid out afresh. */
export function canFormat(format: Format | 'hex'): boolean {
  return FORMATTABLE.has(format)
}

function refused(refusal: FormatRefusal): Formatted {
  return { ok: false, refusal }
}

function formatHex(text: string): Formatted {
  const bytes = fromHexText(text)
  return bytes ? { ok: true, text: toHexText(bytes) } : refused('invalid')
}

/** Line ends, and the byte order mark, come back as they were. */
async function formatLines(format: Format, text: string): Promise<Formatted> {
  const hasCrlf = text.includes('\r\n')
  if (/\r(?!\n)/.test(text) || (hasCrlf && /(?<!\r)\n/.test(text)))
    return refused('mixed-line-ends')
  const [, mark = '', bare = ''] = /^(\ufeff?)([\s\S]*)$/.exec(text) ?? []
  const layOut = await layoutOf(format)
  const read = await meaningReader(format)
  const was = read?.(text)
  const lines = was && layOut?.(bare.replaceAll('\r\n', '\n'))
  if (!was || lines === undefined)
    return refused(templatesIn(text).length > 0 ? 'template' : 'invalid')
  const laidOut = mark + (hasCrlf ? lines.replaceAll('\n', '\r\n') : lines)
  if (templatesIn(laidOut).join('\n') !== templatesIn(text).join('\n')) return refused('template')
  const is = read?.(laidOut)
  const others = await otherReaders(format)
  const isSame =
    is !== undefined &&
    withoutBlanks(laidOut) === withoutBlanks(text) &&
    areSame(was, is) &&
    others.every(({ read }) => areSame(read(text, was), read(laidOut, is)))
  return isSame ? { ok: true, text: laidOut } : refused('changes-meaning')
}

/** Blanks are those of the formats: a no-break space is a character like any other. */
function withoutBlanks(text: string): string {
  return text.replaceAll(/[ \t\f\r\n]+/g, '')
}

function areSame(was: Said | undefined, is: Said | undefined): boolean {
  if (!was || !is) return was === is
  return spell(was.root) === spell(is.root) && was.comments.join('\n') === is.comments.join('\n')
}

async function layoutOf(format: Format): Promise<Layout | undefined> {
  switch (format) {
    case 'json':
      return (await import('./json')).layOut
    case 'yaml':
      return (await import('./yaml')).layOut
    case 'xml':
      return (await import('./xml')).layOut
    case 'toml':
      return (await import('./toml')).layOut
    case 'properties':
      return (await import('./properties')).layOut
    case 'ini':
      return (await import('./ini')).layOut
    default:
      return undefined
  }
}
