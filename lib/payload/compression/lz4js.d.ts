declare module 'lz4js' {
  export function compress(source: Uint8Array): Uint8Array
  /** Decodes a block into `target` from `at` on; the answer is where it ended. */
  export function decompressBlock(
    source: Uint8Array,
    target: Uint8Array,
    from: number,
    length: number,
    at: number,
  ): number
}

declare module 'lz4js/xxh32.js' {
  export function hash(seed: number, source: Uint8Array, from: number, length: number): number
}
