export const HEX_COLUMNS = 16

export type HexRow = {
  /** Eight hex digits. */
  readonly offset: string
  /** Two digits per byte; shorter in the last row. */
  readonly bytes: readonly string[]
  /** One character per byte; a dot where it is not printable ASCII. */
  readonly ascii: string
}

const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** How many rows of sixteen `length` bytes fill. */
export function hexRowCount(length: number): number {
  return Math.ceil(length / HEX_COLUMNS)
}

/** The row `index` of a hex view. */
export function hexRow(data: Uint8Array, index: number): HexRow {
  const start = index * HEX_COLUMNS
  const part = [...data.subarray(start, start + HEX_COLUMNS)]
  return {
    offset: start.toString(16).padStart(8, '0'),
    bytes: part.map((byte) => DIGITS[byte] ?? ''),
    ascii: part.map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : '.')).join(''),
  }
}
