/** Unpacked for a preview; what a stream hands over more of is dropped. */
const ENOUGH = 4_096

const STREAMS = { gzip: 'gzip', zlib: 'deflate' } as const

/**
 * How the value begins that was packed into `bytes`, which may be the beginning of more; undefined
 * where the browser has no unpacker for it, or nothing comes out.
 */
export async function peekInside(
  packing: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<{ bytes: Uint8Array; isWhole: boolean } | undefined> {
  if (packing !== 'gzip' && packing !== 'zlib') return undefined
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(STREAMS[packing]))
  const reader = stream.getReader()
  try {
    const { value } = await reader.read()
    if (!value) return undefined
    const isOver = value.length <= ENOUGH && (await isAtEnd(reader))
    return { bytes: value.subarray(0, ENOUGH), isWhole: isOver }
  } catch {
    return undefined
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

/** Whether nothing follows; a stream that was cut ends in an error, after all that it had. */
async function isAtEnd(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<boolean> {
  try {
    return (await reader.read()).done
  } catch {
    return false
  }
}
