import { PackError } from './compression'

/** The length that a raw Snappy block announces, and where what it says begins. */
export function snappyHead(block: Uint8Array): { readonly size: number; readonly at: number } {
  let size = 0
  for (let at = 0; at < 5; at++) {
    const byte = block[at] ?? damaged()
    size += (byte & 0x7f) * 2 ** (7 * at)
    if (byte < 0x80 && size < 2 ** 32) return { size, at: at + 1 }
  }
  return damaged()
}

/** Decodes a raw Snappy block, which has to hold exactly what it announces. Throws `PackError`. */
export function decodeSnappyBlock(block: Uint8Array): Uint8Array {
  const { size, at } = snappyHead(block)
  // No element of a block stands for more than 64 bytes in two.
  if (size > (block.length - at) * 32) damaged()
  const target = new Uint8Array(size)
  let read = at
  let written = 0
  const number = (length: number) => {
    if (length > block.length - read) damaged()
    let value = 0
    for (let index = 0; index < length; index++) value += (block[read++] ?? 0) * 256 ** index
    return value
  }
  while (read < block.length) {
    const tag = number(1)
    const kind = tag & 3
    if (kind === 0) {
      const short = tag >> 2
      const length = 1 + (short < 60 ? short : number(short - 59))
      if (length > block.length - read || length > size - written) damaged()
      target.set(block.subarray(read, read + length), written)
      read += length
      written += length
      continue
    }
    const length = kind === 1 ? 4 + ((tag >> 2) & 7) : 1 + (tag >> 2)
    const back = kind === 1 ? (tag >> 5) * 256 + number(1) : number(kind === 2 ? 2 : 4)
    if (back === 0 || back > written || length > size - written) damaged()
    // A copy may overlap what it writes, so that the bytes are copied one by one.
    for (let left = length; left > 0; left--) target[written] = target[written++ - back] ?? 0
  }
  if (written !== size) damaged()
  return target
}

function damaged(): never {
  throw new PackError('damaged')
}
