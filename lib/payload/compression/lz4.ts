import { compress } from 'lz4js'
import { hash } from 'lz4js/xxh32.js'
import { concat } from './bytes'
import { PackError } from './compression'
import { decodeLz4Block } from './lz4-block'
import { isSkippable, skippedLength } from './skippable'

const MAGIC = 0x184d2204
const VERSION = 0x40
const INDEPENDENT = 0x20
const BLOCK_SUM = 0x10
const CONTENT_SIZE = 0x08
const CONTENT_SUM = 0x04
const RESERVED_OR_DICTIONARY = 0x03
const STORED = 0x80000000

/** How far back a match may reach into blocks before its own. */
const WINDOW = 65_536

/** The longest that a byte of LZ4 can stand for. */
const MOST_TIMES = 255

/** Unpacks LZ4 frames. Throws `PackError` beyond `limit` bytes and for what is damaged or cut. */
export function unpackLz4(bytes: Uint8Array, limit: number): Uint8Array {
  const parts: Uint8Array[] = []
  let left = limit
  for (let at = 0; at < bytes.length; ) {
    const rest = bytes.subarray(at)
    if (isSkippable(rest)) {
      at += skippedLength(rest)
      continue
    }
    const frame = new Lz4Frame(rest, left)
    parts.push(frame.unpack())
    left -= frame.size
    at += frame.length
  }
  if (parts.length === 0) throw new PackError('damaged')
  return concat(parts)
}

type Header = {
  readonly flags: number
  readonly maxBlock: number
  readonly announced: number | undefined
}

/** One frame, which begins the bytes that it is given. */
class Lz4Frame {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #limit: number
  #at = 0
  /** Unpacked so far. */
  size = 0

  constructor(bytes: Uint8Array, limit: number) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#limit = limit
  }

  /** Of the packed bytes, once it is unpacked. */
  get length(): number {
    return this.#at
  }

  unpack(): Uint8Array {
    const header = this.#header()
    const { announced = this.#bytes.length * MOST_TIMES } = header
    const target = new Uint8Array(Math.min(announced, this.#limit))
    for (;;) {
      const head = this.#word()
      if (head === 0) break
      this.#block(header, head, target)
    }
    if (header.announced !== undefined && header.announced !== this.size) damaged()
    const unpacked = target.subarray(0, this.size)
    if (header.flags & CONTENT_SUM && this.#word() !== sumOf(unpacked)) damaged()
    return unpacked
  }

  #header(): Header {
    if (this.#word() !== MAGIC) damaged()
    const [flags = 0, block = 0] = this.#take(2)
    if ((flags & 0xc0) !== VERSION || flags & RESERVED_OR_DICTIONARY) damaged()
    if (block & 0x8f || block >> 4 < 4) damaged()
    const hasSize = (flags & CONTENT_SIZE) !== 0
    const announced = hasSize ? Number(this.#view.getBigUint64(this.#skip(8), true)) : undefined
    const described = this.#bytes.subarray(4, this.#at)
    if (this.#take(1)[0] !== ((sumOf(described) >>> 8) & 0xff)) damaged()
    if (announced !== undefined && announced > this.#limit) throw new PackError('too-large')
    return { flags, maxBlock: 2 ** (2 * (block >> 4) + 8), announced }
  }

  #block({ flags, maxBlock }: Header, head: number, target: Uint8Array): void {
    const length = head & ~STORED
    if (length > maxBlock) damaged()
    const data = this.#take(length)
    if (flags & BLOCK_SUM && this.#word() !== sumOf(data)) damaged()
    const isStored = (head & STORED) !== 0
    const room = Math.min(this.size + maxBlock, target.length)
    const from = flags & INDEPENDENT ? this.size : Math.max(0, this.size - WINDOW)
    try {
      if (isStored && length > room - this.size) damaged()
      if (isStored) target.set(data, this.size)
      const place = { at: this.size, from, end: room }
      this.size = isStored ? this.size + length : decodeLz4Block(data, target, place)
    } catch (error) {
      const isFull = error instanceof PackError && room === this.#limit
      throw isFull ? new PackError('too-large', { cause: error }) : error
    }
  }

  #word(): number {
    return this.#view.getUint32(this.#skip(4), true)
  }

  #take(length: number): Uint8Array {
    const from = this.#skip(length)
    return this.#bytes.subarray(from, this.#at)
  }

  #skip(length: number): number {
    if (length > this.#bytes.length - this.#at) damaged()
    this.#at += length
    return this.#at - length
  }
}

function sumOf(bytes: Uint8Array): number {
  return hash(0, bytes, 0, bytes.length) >>> 0
}

function damaged(): never {
  throw new PackError('damaged')
}

/** Packs as one LZ4 frame. */
export function packLz4(bytes: Uint8Array): Uint8Array {
  return compress(bytes)
}
