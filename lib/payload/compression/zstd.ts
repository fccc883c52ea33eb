import { Decompress } from 'fzstd'
import { concat } from './bytes'
import { PackError } from './compression'

/** A piece small enough that what it unpacks to is counted before it can hurt. */
const PIECE = 1_024

/** A frame asks for a window before its first byte; real ones of our sizes ask for 8 MB at most. */
const MAX_WINDOW = 16_777_216

/** Unpacks zstd; throws `PackError` beyond `limit` bytes or where the data is damaged. */
export function unpackZstd(bytes: Uint8Array, limit: number): Uint8Array {
  if (windowOf(bytes) > MAX_WINDOW) throw new PackError('too-large')
  const parts: Uint8Array[] = []
  let size = 0
  const stream = new Decompress((part) => {
    size += part.length
    if (size > limit) throw new PackError('too-large')
    parts.push(part.slice())
  })
  try {
    for (let at = 0; at < bytes.length; at += PIECE)
      stream.push(bytes.slice(at, at + PIECE), at + PIECE >= bytes.length)
  } catch (cause) {
    throw cause instanceof PackError ? cause : new PackError('damaged', { cause })
  }
  return concat(parts)
}

/** The window that a frame header asks for (RFC 8878 §3.1.1.1.2); 0 where it has one segment. */
function windowOf(bytes: Uint8Array): number {
  const [descriptor = 0, window = 0] = bytes.subarray(4, 6)
  if (descriptor & 0x20) return 0
  const base = 2 ** (10 + (window >> 3))
  return base + (base / 8) * (window & 7)
}
