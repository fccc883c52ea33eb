import { behindSkippable } from './compression/skippable'

/** Formats that announce themselves by their first bytes. */
export type PackedFormat =
  | 'gzip'
  | 'zlib'
  | 'zstd'
  | 'lz4'
  | 'bzip2'
  | 'xz'
  | 'zip'
  | 'snappy'
  | 'java'

const MAGIC: ReadonlyArray<readonly [PackedFormat, readonly number[]]> = [
  ['gzip', [0x1f, 0x8b, 0x08]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['lz4', [0x04, 0x22, 0x4d, 0x18]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['snappy', [0xff, 0x06, 0x00, 0x00, 0x73, 0x4e, 0x61, 0x50, 0x70, 0x59]],
  ['snappy', [0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]],
  ['java', [0xac, 0xed, 0x00, 0x05]],
]

/** The packed format `bytes` begin like, if any. */
export function packedFormat(bytes: Uint8Array): PackedFormat | undefined {
  const begun = behindSkippable(bytes)
  const found = MAGIC.find(([, magic]) => magic.every((byte, index) => begun[index] === byte))
  return found?.[0] ?? (isZlib(bytes) ? 'zlib' : undefined)
}

/** RFC 1950: deflate with a window of at most 32 KB, and a header that 31 divides. */
function isZlib(bytes: Uint8Array): boolean {
  const [method = 0, flags = 0] = bytes
  const isDeflate = (method & 0x0f) === 8 && method >> 4 <= 7
  return bytes.length > 6 && isDeflate && ((method << 8) | flags) % 31 === 0
}
