/** Share of a limit from which on a person is warned. */
const NEAR = 0.8

export type SizeVerdict = 'fits' | 'near' | 'over'

/** Whether a value of `bytes` fits a limit of `max` bytes. */
export function judgeSize(bytes: number, max: number): SizeVerdict {
  if (bytes > max) return 'over'
  return bytes >= max * NEAR ? 'near' : 'fits'
}

/**
 * How many bytes `text` has as UTF-8, counted at each key: encoding a megabyte would take longer
 * and leave a megabyte behind. A lone surrogate counts as U+FFFD.
 */
export function utf8Length(text: string): number {
  let bytes = text.length
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit < 0x80) continue
    bytes += unit < 0x800 ? 1 : 2
    const isPair = (unit & 0xfc00) === 0xd800 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00
    if (isPair) index += 1
  }
  return bytes
}

/** A size in the largest unit that keeps it at least 1, in steps of 1,000; one decimal below 10. */
export function inUnit(bytes: number): { value: number; unit: 'b' | 'kb' | 'mb' } {
  if (bytes < 1_000) return { value: bytes, unit: 'b' }
  if (bytes < 999_500) return { value: round(bytes / 1_000), unit: 'kb' }
  return { value: round(bytes / 1_000_000), unit: 'mb' }
}

/** Whether two sizes that differ read the same in their units: then only bytes tell them apart. */
export function lookAlike(a: number, b: number): boolean {
  const [one, other] = [inUnit(a), inUnit(b)]
  return a !== b && one.unit === other.unit && one.value === other.value
}

function round(value: number): number {
  return value < 10 ? Math.round(value * 10) / 10 : Math.round(value)
}
