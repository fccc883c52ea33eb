import { isAscii } from 'node:buffer'
import { ZnodeError } from '@/lib/znode/znode-error'
import type { Hex64 } from '@/lib/znode/zxid'
import { HexSpeller } from './hex-cache'

/** Lists of strings are decoded by slabs of at least so many bytes; a name pins its slab at most. */
const SLAB_BYTES = 256 * 1024

/** So few strings are decoded one by one. */
const FEW = 16

const INT = 4
const EMPTY = Buffer.alloc(0)

/** Decodes jute values within one frame. Throws `ZnodeError('server-error')` beyond its end. */
export class Reader {
  private readonly hexes = new HexSpeller()
  private buffer: Buffer = EMPTY
  private view = viewOf(EMPTY)
  private at = 0
  private end = 0

  /** Points the reader at one frame of `buffer`. What it reads outlives the buffer. */
  reset(buffer: Buffer, start: number, end: number): this {
    if (buffer !== this.buffer) {
      this.buffer = buffer
      this.view = viewOf(buffer)
    }
    this.at = start
    this.end = end
    return this
  }

  get remaining(): number {
    return this.end - this.at
  }

  int(): number {
    return this.view.getInt32(this.advance(4))
  }

  bool(): boolean {
    return this.buffer[this.advance(1)] !== 0
  }

  /** A 64-bit value as hex. */
  hex(): Hex64 {
    const at = this.advance(8)
    return this.hexes.spell(this.view.getUint32(at), this.view.getUint32(at + 4))
  }

  /** A 64-bit value that fits a number: a time in ms. */
  long(): number {
    const at = this.advance(8)
    return this.view.getInt32(at) * 0x1_0000_0000 + this.view.getUint32(at + 4)
  }

  bytes(): Buffer | null {
    const length = this.int()
    if (length < 0) return null
    const at = this.advance(length)
    return Buffer.from(this.buffer.subarray(at, at + length))
  }

  string(): string {
    const length = this.int()
    if (length <= 0) return ''
    const at = this.advance(length)
    return this.buffer.toString('utf8', at, at + length)
  }

  /** A string; null where it has more bytes than `most`: then it is not decoded. */
  stringWithin(most: number): string | null {
    return this.remaining - INT > most && this.view.getInt32(this.at) > most ? null : this.string()
  }

  /** A vector of strings: 100,000 names in a few ms, because plain ones are cut from slabs. */
  strings(): string[] {
    const count = this.count()
    if (count < FEW) return this.repeat(count, (r) => r.string())
    return this.someStrings(count)
  }

  /** A vector of strings as it stands, to be decoded when there is time: see `decodeStrings`. */
  undecodedStrings(): Buffer {
    const start = this.at
    this.at = this.endOfStrings(this.count())
    return Buffer.from(this.buffer.subarray(start, this.at))
  }

  /** The next `count` strings of a vector. */
  someStrings(count: number): string[] {
    return this.manyStrings(count, this.endOfStrings(count))
  }

  vector<T>(each: (reader: Reader) => T): T[] {
    return this.repeat(this.count(), each)
  }

  private repeat<T>(count: number, each: (reader: Reader) => T): T[] {
    const items: T[] = []
    for (let index = 0; index < count; index++) items.push(each(this))
    return items
  }

  /** Where the next `count` strings end. */
  private endOfStrings(count: number): number {
    const { view, end } = this
    let at = this.at
    for (let index = 0; index < count; index++) {
      if (at + INT > end) throw malformed()
      at += INT + Math.max(0, view.getInt32(at))
    }
    if (at > end) throw malformed()
    return at
  }

  /** The next `count` strings, which end at `end`. */
  private manyStrings(count: number, end: number): string[] {
    const { buffer, view } = this
    const names: string[] = new Array(count)
    let slab = ''
    let isPlain = false
    let from = this.at
    let to = this.at
    let at = this.at
    for (let index = 0; index < count; index++) {
      const start = at + INT
      at = start + Math.max(0, view.getInt32(at))
      if (at > to) {
        from = start
        to = Math.min(end, Math.max(at, from + SLAB_BYTES))
        isPlain = isAscii(buffer.subarray(from, to))
        slab = isPlain ? buffer.toString('latin1', from, to) : ''
      }
      names[index] = isPlain
        ? slab.substring(start - from, at - from)
        : buffer.toString('utf8', start, at)
    }
    this.at = end
    return names
  }

  /** The length of a vector, which has a byte per item at least. */
  private count(): number {
    const count = this.int()
    if (count > this.remaining) throw malformed()
    return count
  }

  private advance(bytes: number): number {
    const at = this.at
    if (bytes < 0 || at + bytes > this.end) throw malformed()
    this.at = at + bytes
    return at
  }
}

function viewOf(buffer: Buffer): DataView {
  return new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength)
}

function malformed(): ZnodeError {
  return new ZnodeError('server-error', '', { detail: 'The server sent a malformed frame' })
}
