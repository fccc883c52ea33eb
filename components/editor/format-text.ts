import { fromHexText, toHexText } from '@/lib/payload/hex-text'
import { prettyJson } from '@/lib/payload/json/pretty'
import type { EditFormat } from './edit-format'

/** `text` laid out afresh, saying the same; undefined where that would lose something. */
export async function formatText(format: EditFormat, text: string): Promise<string | undefined> {
  if (format === 'json') return prettyJson(text)
  if (format === 'yaml') return (await import('@/lib/payload/meaning/pretty-yaml')).prettyYaml(text)
  const bytes = format === 'hex' ? fromHexText(text) : undefined
  return bytes && toHexText(bytes)
}

/** Whether texts of that format can be laid out afresh. */
export function canFormat(format: EditFormat): boolean {
  return format === 'json' || format === 'yaml' || format === 'hex'
}
