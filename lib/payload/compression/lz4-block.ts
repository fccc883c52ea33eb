import { PackError } from './compression'

/** A block ends in at least that many literals, and a match starts that far from its end. */
const LAST_LITERALS = 5

/**
 * Decodes one LZ4 block into `target` from `at` on, and answers where it ended. Matches may reach
 * back to `from`, no block beyond `end`. Throws `PackError` on what no compressor writes.
 */
export function decodeLz4Block(
  source: Uint8Array,
  target: Uint8Array,
  { at, from, end }: { readonly at: number; readonly from: number; readonly end: number },
): number {
  let read = 0
  let written = at
  const length = (first: number) => {
    let sum = first
    if (first < 15) return sum
    for (let more = 255; more === 255; ) {
      more = source[read++] ?? damaged()
      sum += more
    }
    return sum
  }
  for (;;) {
    const token = source[read++] ?? damaged()
    const literals = length(token >> 4)
    if (literals > source.length - read || literals > end - written) damaged()
    target.set(source.subarray(read, read + literals), written)
    read += literals
    written += literals
    if (read === source.length) return written
    if (source.length - read < 2) damaged()
    const back = (source[read] ?? 0) | ((source[read + 1] ?? 0) << 8)
    read += 2
    const matched = length(token & 15) + 4
    if (back === 0 || back > written - from || matched > end - written) damaged()
    // A match may overlap what it writes, so that the bytes are copied one by one.
    for (let left = matched; left > 0; left--) target[written] = target[written++ - back] ?? 0
    if (source.length - read <= LAST_LITERALS) damaged()
  }
}

function damaged(): never {
  throw new PackError('damaged')
}
