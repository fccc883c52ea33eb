import { PackError } from './compression'

/** A magic number and a length: what both LZ4 and zstd begin a frame with that readers skip. */
const HEAD = 8

/** Whether a frame begins here that readers of LZ4 and zstd skip (RFC 8878 §3.1.2). */
export function isSkippable(bytes: Uint8Array): boolean {
  const [first = 0, ...rest] = bytes.subarray(0, 4)
  return (first & 0xf0) === 0x50 && rest[0] === 0x2a && rest[1] === 0x4d && rest[2] === 0x18
}

/** The length of such a frame. Throws `PackError` where it is cut. */
export function skippedLength(bytes: Uint8Array): number {
  const length = lengthOf(bytes)
  if (length === undefined) throw new PackError('damaged')
  return length
}

/** What stands behind all such frames at the beginning. */
export function behindSkippable(bytes: Uint8Array): Uint8Array {
  let rest = bytes
  while (isSkippable(rest)) {
    const length = lengthOf(rest)
    if (length === undefined) return rest
    rest = rest.subarray(length)
  }
  return rest
}

function lengthOf(bytes: Uint8Array): number | undefined {
  if (bytes.length < HEAD) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const length = HEAD + view.getUint32(4, true)
  return length > bytes.length ? undefined : length
}
