import { HEX_COLUMNS, hexRow, hexRowCount } from './hex'

/** The bytes as rows of sixteen pairs of digits: bytes as a text that can be edited. */
export function toHexText(bytes: Uint8Array): string {
  return Array.from({ length: hexRowCount(bytes.length) }, (_, row) =>
    hexRow(bytes, row).bytes.join(' '),
  ).join('\n')
}

/** The inverse of `toHexText`, for any layout; undefined where it is not pairs of hex digits. */
export function fromHexText(text: string): Uint8Array | undefined {
  const { bytes, stop } = scan(text)
  return stop === undefined ? bytes : undefined
}

/** Where `text` stops being pairs of hex digits, counted in characters. */
export function hexProblemAt(text: string): number | undefined {
  return scan(text).stop
}

function scan(text: string): { readonly bytes: Uint8Array; readonly stop?: number } {
  const bytes = new Uint8Array(text.length >> 1)
  let length = 0
  for (let at = 0; at < text.length; at++) {
    if (isSpace(text.charCodeAt(at))) continue
    const [high, low] = [digitOf(text.charCodeAt(at)), digitOf(text.charCodeAt(at + 1))]
    if (high < 0 || low < 0) return { bytes, stop: at }
    bytes[length++] = high * 16 + low
    at += 1
  }
  return { bytes: bytes.subarray(0, length) }
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13)
}

/** The value of a hex digit, -1 for every other character and behind the end. */
function digitOf(code: number): number {
  if (code >= 48 && code <= 57) return code - 48
  const letter = code | 32
  return letter >= 97 && letter <= 102 ? letter - 87 : -1
}

/** Rows of sixteen bytes with their offset and what they spell: bytes as a text to be compared. */
export function toHexDump(bytes: Uint8Array): string {
  const width = HEX_COLUMNS * 3 - 1
  return Array.from({ length: hexRowCount(bytes.length) }, (_, index) => {
    const row = hexRow(bytes, index)
    return `${row.offset}  ${row.bytes.join(' ').padEnd(width)}  ${row.ascii}`
  }).join('\n')
}
