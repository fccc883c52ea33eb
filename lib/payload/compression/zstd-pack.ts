import { Zstd } from '@hpcc-js/wasm-zstd'
import { PackError } from './compression'

/**
 * Packs as one zstd frame. The compressor is WebAssembly, which a page's policy does not let run:
 * there it throws `PackError`, in a worker and in Node it packs.
 */
export async function packZstd(bytes: Uint8Array): Promise<Uint8Array> {
  const zstd = await Zstd.load().catch((cause: unknown) => {
    throw new PackError('no-compressor', { cause })
  })
  return zstd.compress(bytes)
}
