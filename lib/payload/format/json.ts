import { prettyJson } from '@/lib/payload/json/pretty'

/** A JSON text with one member per line; its last line ends as it did. */
export function layOut(text: string): string | undefined {
  const laidOut = prettyJson(text)
  return laidOut === undefined || !/\n[ \t\n]*$/.test(text) ? laidOut : `${laidOut}\n`
}
