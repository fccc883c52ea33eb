import { type Compression, PackError, type PackRefusal, unpackedLimit } from './compression'

/** Unpacks a value; each compressor's code is loaded when it is needed. Throws `PackError`. */
export async function unpack(kind: Compression, packed: Uint8Array): Promise<Uint8Array> {
  const limit = unpackedLimit(packed.length)
  switch (kind) {
    case 'gzip':
    case 'zlib':
      return (await import('./deflate')).inflate(kind, packed, limit)
    case 'zstd':
      return (await import('./zstd')).unpackZstd(packed, limit)
    case 'lz4':
      return (await import('./lz4')).unpackLz4(packed, limit)
    case 'snappy':
      return (await import('./snappy')).unpackSnappy(packed, limit)
  }
}

/** Packs `bytes` in the compression that `like` is packed in. Throws `PackError`. */
export async function pack(
  kind: Compression,
  bytes: Uint8Array,
  like: Uint8Array,
): Promise<Uint8Array> {
  switch (kind) {
    case 'gzip':
    case 'zlib':
      return (await import('./deflate')).deflate(kind, bytes.slice())
    case 'lz4':
      return (await import('./lz4')).packLz4(bytes)
    case 'snappy':
      return (await import('./snappy')).packSnappy(bytes, like)
    case 'zstd':
      return (await import('./zstd')).packZstd(bytes)
  }
}

/** The unpacked bytes, or why there are none. */
export async function tryUnpack(
  kind: Compression,
  packed: Uint8Array,
): Promise<Uint8Array | PackRefusal> {
  try {
    return await unpack(kind, packed)
  } catch (error) {
    if (error instanceof PackError) return error.refusal
    throw error
  }
}
