import { concat } from './bytes'
import { PackError } from './compression'

const STREAMS = { gzip: 'gzip', zlib: 'deflate' } as const

type Deflated = keyof typeof STREAMS

/** Unpacks gzip or zlib; throws `PackError` beyond `limit` bytes or where the data is damaged. */
export function inflate(
  kind: Deflated,
  bytes: Uint8Array<ArrayBuffer>,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> {
  return collect(bytes, new DecompressionStream(STREAMS[kind]), limit)
}

/** Packs as gzip or zlib. */
export function deflate(
  kind: Deflated,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  return collect(bytes, new CompressionStream(STREAMS[kind]), Number.POSITIVE_INFINITY)
}

type Transform = ReadableWritablePair<Uint8Array<ArrayBuffer>, BufferSource>

async function collect(bytes: Uint8Array<ArrayBuffer>, stream: Transform, limit: number) {
  const parts: Uint8Array<ArrayBuffer>[] = []
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader()
  for (let size = 0; ; ) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw new PackError('damaged', { cause })
    })
    if (done) return concat(parts)
    size += value.length
    if (size > limit) {
      await reader.cancel()
      throw new PackError('too-large')
    }
    parts.push(value)
  }
}
