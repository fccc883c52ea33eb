import type { Format } from '@/lib/payload/detect'
import { fromHexText, toHexText } from '@/lib/payload/hex-text'
import { prettyJson } from '@/lib/payload/json/pretty'

/** Why a text is not laid out afresh: it is broken, or it would not say the same afterwards. */
export type FormatRefusal = 'invalid' | 'changes-meaning'

export type Formatted =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly refusal: FormatRefusal }

/**
 * Lays a text out; undefined where it cannot be read. What a text says is read again from the
 * outcome by `meaningOf`, by a parser of its own where there is one.
 */
type Formatter = {
  readonly layOut: (text: string) => string | undefined
  readonly meaningOf: (text: string) => string | undefined
}

/** `text` laid out afresh, with its comments, saying the same; or why it is left as it is. */
export async function formatText(format: Format | 'hex', text: string): Promise<Formatted> {
  const formatter = await formatterOf(format)
  try {
    return proven(formatter, text)
  } catch (error) {
    // The parsers recurse: a hostile depth exhausts the stack, which is caught and nothing else.
    if (!(error instanceof RangeError)) throw error
    return { ok: false, refusal: 'invalid' }
  }
}

function proven({ layOut, meaningOf }: Formatter, text: string): Formatted {
  const before = meaningOf(text)
  const laidOut = before === undefined ? undefined : layOut(text)
  if (laidOut === undefined) return { ok: false, refusal: 'invalid' }
  if (meaningOf(laidOut) !== before) return { ok: false, refusal: 'changes-meaning' }
  return { ok: true, text: laidOut }
}

const FORMATTABLE = new Set(['json', 'yaml', 'xml', 'toml', 'properties', 'ini', 'hex'])

/** Whether texts of that format can be laid out afresh. */
export function canFormat(format: Format | 'hex'): boolean {
  return FORMATTABLE.has(format)
}

async function formatterOf(format: Format | 'hex'): Promise<Formatter> {
  switch (format) {
    case 'json':
      return { layOut: prettyJson, meaningOf: (await import('./json-says')).jsonSays }
    case 'yaml':
      return import('./yaml')
    case 'xml':
      return import('./xml')
    case 'toml':
      return import('./toml')
    case 'properties':
      return import('./properties')
    case 'ini':
      return import('./ini')
    case 'hex':
      return HEX
    default:
      return { layOut: () => undefined, meaningOf: () => undefined }
  }
}

const HEX: Formatter = {
  layOut: (text) => {
    const bytes = fromHexText(text)
    return bytes && toHexText(bytes)
  },
  meaningOf: (text) => fromHexText(text)?.join(),
}
