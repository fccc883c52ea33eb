import { setImmediate } from 'node:timers/promises'
import { Reader } from './jute-reader'

/** So many strings are decoded before everything else has its turn: some two ms. */
const PORTION = 16_384

/**
 * The strings of a vector that `Reader.undecodedStrings` answered. A directory may have half a
 * million names, which take the collector longer than the decoder.
 */
export async function decodeStrings(vector: Buffer): Promise<string[]> {
  const reader = new Reader().reset(vector, 0, vector.length)
  // No vector is written as -1.
  const strings: string[] = new Array(Math.max(0, reader.int()))
  for (let start = 0; start < strings.length; start += PORTION) {
    if (start > 0) await setImmediate()
    const portion = reader.someStrings(Math.min(PORTION, strings.length - start))
    for (const [index, each] of portion.entries()) strings[start + index] = each
  }
  return strings
}
