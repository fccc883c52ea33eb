import { compress, decompressBlock } from 'lz4js'
import { hash } from 'lz4js/xxh32.js'
import { PackError } from './compression'

const BLOCK_SUM = 0x10
const CONTENT_SIZE = 0x08
const CONTENT_SUM = 0x04
const DICTIONARY = 0x01
const HEADER = 7
const STORED = 0x80000000

/**
 * Unpacks an LZ4 frame. The library decodes the blocks; it neither notices a cut frame nor
 * verifies a checksum, so the frame is walked here. Throws `PackError`.
 */
export function unpackLz4(bytes: Uint8Array, limit: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const flags = bytes[4] ?? 0
  if (flags & DICTIONARY) throw new PackError('damaged')
  const unpacked = new Uint8Array(limit + 1)
  try {
    let at = HEADER + (flags & CONTENT_SIZE ? 8 : 0)
    let size = 0
    for (;;) {
      const head = view.getUint32(at, true)
      at += 4
      if (head === 0) break
      const length = head & ~STORED
      if (at + length > bytes.length) throw new PackError('damaged')
      if ((head & STORED) === 0) size = decompressBlock(bytes, unpacked, at, length, size)
      else {
        if (size + length > limit) throw new PackError('too-large')
        unpacked.set(bytes.subarray(at, at + length), size)
        size += length
      }
      if (size > limit) throw new PackError('too-large')
      at += length + (flags & BLOCK_SUM ? 4 : 0)
    }
    if (flags & CONTENT_SUM) {
      if (view.getUint32(at, true) !== hash(0, unpacked, 0, size) >>> 0)
        throw new PackError('damaged')
      at += 4
    }
    if (at !== bytes.length) throw new PackError('damaged')
    return unpacked.slice(0, size)
  } catch (cause) {
    throw cause instanceof PackError ? cause : new PackError('damaged', { cause })
  }
}

/** Packs as one LZ4 frame. */
export function packLz4(bytes: Uint8Array): Uint8Array {
  return compress(bytes)
}
