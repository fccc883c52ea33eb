/** The compressions whose values are shown unpacked. */
export const COMPRESSIONS = ['gzip', 'zlib', 'zstd', 'lz4', 'snappy'] as const

export type Compression = (typeof COMPRESSIONS)[number]

export function isCompression(format: string): format is Compression {
  return COMPRESSIONS.some((each) => each === format)
}

/** Why a compressed value is not shown unpacked, or not packed again. */
export type PackRefusal = 'too-large' | 'too-slow' | 'damaged' | 'no-compressor'

export class PackError extends Error {
  constructor(
    readonly refusal: PackRefusal,
    options?: ErrorOptions,
  ) {
    super(refusal, options)
  }
}

const MAX_BYTES = 10_000_000
const MAX_RATIO = 100

/** A megabyte harms nobody, however well it packs: configuration repeats itself. */
const ALWAYS_ALLOWED = 1_000_000

/** How many bytes `packed` bytes may unpack to before they are taken for a bomb. */
export function unpackedLimit(packed: number): number {
  return Math.min(MAX_BYTES, Math.max(ALWAYS_ALLOWED, packed * MAX_RATIO))
}
