import { jsonTokens } from '@/lib/payload/json/tokens'

/** The tokens of a JSON text, as they are spelled; undefined where it is none. */
export function jsonSays(text: string): string | undefined {
  return jsonTokens(text)
    ?.map((token) => token.text)
    .join('')
}
