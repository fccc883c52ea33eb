import { fromHexText, toHexText } from '@/lib/payload/hex-text'
import { prettyJson } from '@/lib/payload/json/pretty'
import type { EditFormat } from './edit-format'

/** `text` laid out afresh, saying the same; undefined where that would lose something. */
export function formatText(format: EditFormat, text: string): string | undefined {
  if (format === 'json') return prettyJson(text)
  if (format !== 'hex') return undefined
  const bytes = fromHexText(text)
  return bytes && toHexText(bytes)
}

export function canFormat(format: EditFormat): boolean {
  return format === 'json' || format === 'hex'
}
