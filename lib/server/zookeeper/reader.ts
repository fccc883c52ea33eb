import { ZnodeError } from '@/lib/znode/znode-error'
import { type Hex64, ZERO } from '@/lib/znode/zxid'

/** Data at most this share of its network buffer is copied, so that it cannot pin the buffer. */
const COPY_BELOW = 0.5

/** Long lists of strings are decoded by slabs of this many bytes; a name pins its slab at most. */
const SLAB_BYTES = 64 * 1024
/** The bytes from 0x80 on: what they mean depends on their neighbours. */
const NOT_ASCII = /[\u0080-\u00ff]/

/** Decodes jute values within one frame. Throws `ZnodeError('server-error')` beyond its end. */
export class Reader {
  private buffer: Buffer = Buffer.alloc(0)
  private at = 0
  private end = 0
  private lastHigh = 0
  private lastLow = 0
  private lastHex: Hex64 = ZERO

  /** Points the reader at one frame of `buffer`. */
  reset(buffer: Buffer, start: number, end: number): this {
    this.buffer = buffer
    this.at = start
    this.end = end
    return this
  }

  get remaining(): number {
    return this.end - this.at
  }

  int(): number {
    const at = this.advance(4)
    return this.buffer.readInt32BE(at)
  }

  bool(): boolean {
    return this.buffer[this.advance(1)] !== 0
  }

  /** A 64-bit value as hex. Neighbours are often equal, so the last spelling is kept. */
  hex(): Hex64 {
    const at = this.advance(8)
    const high = this.buffer.readUInt32BE(at)
    const low = this.buffer.readUInt32BE(at + 4)
    if (low === 0 && high === 0) return ZERO
    if (high === this.lastHigh && low === this.lastLow) return this.lastHex
    this.lastHigh = high
    this.lastLow = low
    this.lastHex =
      high === 0
        ? `0x${low.toString(16)}`
        : `0x${high.toString(16)}${low.toString(16).padStart(8, '0')}`
    return this.lastHex
  }

  /** A 64-bit value that fits a number: a time in ms. */
  long(): number {
    const at = this.advance(8)
    return this.buffer.readInt32BE(at) * 0x1_0000_0000 + this.buffer.readUInt32BE(at + 4)
  }

  bytes(): Buffer | null {
    const length = this.int()
    if (length < 0) return null
    const at = this.advance(length)
    const view = this.buffer.subarray(at, at + length)
    return length < this.buffer.buffer.byteLength * COPY_BELOW ? Buffer.from(view) : view
  }

  string(): string {
    const length = this.int()
    if (length <= 0) return ''
    const at = this.advance(length)
    return this.buffer.toString('utf8', at, at + length)
  }

  /** A vector of strings: 100,000 names in a few ms, because plain ones are cut from a slab. */
  strings(): string[] {
    let slab = ''
    let from = 0
    let plain = false
    return this.vector(() => {
      const length = this.int()
      if (length <= 0) return ''
      const at = this.advance(length)
      if (at + length > from + slab.length) {
        from = at
        slab = this.buffer.toString('latin1', at, Math.min(this.end, at + SLAB_BYTES))
        plain = !NOT_ASCII.test(slab)
      }
      const start = at - from
      if (plain && length <= SLAB_BYTES) return slab.substring(start, start + length)
      return this.buffer.toString('utf8', at, at + length)
    })
  }

  vector<T>(each: (reader: Reader) => T): T[] {
    const count = this.int()
    if (count > this.remaining) throw malformed()
    const items: T[] = []
    for (let index = 0; index < count; index++) items.push(each(this))
    return items
  }

  private advance(bytes: number): number {
    const at = this.at
    if (bytes < 0 || at + bytes > this.end) throw malformed()
    this.at = at + bytes
    return at
  }
}

function malformed(): ZnodeError {
  return new ZnodeError('server-error', '', { detail: 'The server sent a malformed frame' })
}
