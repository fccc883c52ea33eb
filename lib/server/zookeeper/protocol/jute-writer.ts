import type { Hex64 } from '@/lib/znode/zxid'

const SLAB_BYTES = 64 * 1024
/** Characters of a string that is written one by one. */
const SHORT = 64

/** Encodes jute values and whole frames into slabs, so that a tick's requests are one write. */
export class Writer {
  private buffer = Buffer.allocUnsafeSlow(SLAB_BYTES)
  private start = 0
  private end = 0

  /** Bytes encoded since the last `take`. */
  get pending(): number {
    return this.end - this.start
  }

  int(value: number): this {
    this.reserve(4)
    this.end = this.buffer.writeInt32BE(value, this.end)
    return this
  }

  bool(value: boolean): this {
    this.reserve(1)
    this.buffer[this.end++] = value ? 1 : 0
    return this
  }

  /** A 64-bit value from its hex spelling. */
  hex(value: Hex64): this {
    this.reserve(8)
    this.end = this.buffer.writeBigUInt64BE(BigInt(value), this.end)
    return this
  }

  long(value: number): this {
    this.reserve(8)
    this.end = this.buffer.writeBigInt64BE(BigInt(value), this.end)
    return this
  }

  /** Length and bytes; null is length -1 and differs from empty. */
  bytes(value: Buffer | null): this {
    if (value === null) return this.int(-1)
    this.int(value.length)
    this.reserve(value.length)
    this.end += value.copy(this.buffer, this.end)
    return this
  }

  string(value: string): this {
    const most = value.length * 3
    this.reserve(4 + most)
    const start = this.end + 4
    const written = this.writeAscii(value, start) ?? this.buffer.write(value, start, most, 'utf8')
    this.buffer.writeInt32BE(written, this.end)
    this.end = start + written
    return this
  }

  vector<T>(items: readonly T[], each: (writer: Writer, item: T) => void): this {
    this.int(items.length)
    for (const item of items) each(this, item)
    return this
  }

  /**
   * Encodes one length-prefixed frame; one above `limit` bytes, or whose encoding throws, is
   * taken back. Returns the frame's size without its prefix.
   */
  frame(encode: (writer: Writer) => void, limit = Number.POSITIVE_INFINITY): number {
    const before = this.pending
    let size = Number.NaN
    try {
      this.int(0)
      encode(this)
      size = this.pending - before - 4
      return size
    } finally {
      if (size <= limit) this.buffer.writeInt32BE(size, this.start + before)
      else this.end = this.start + before
    }
  }

  /** Everything encoded since the last call; the bytes are never written to again. */
  take(): Buffer {
    const taken = this.buffer.subarray(this.start, this.end)
    this.start = this.end
    return taken
  }

  /** Short names are written faster here than by a call into native code; undefined: not ASCII. */
  private writeAscii(value: string, start: number): number | undefined {
    if (value.length > SHORT) return undefined
    for (let index = 0; index < value.length; index++) {
      const code = value.charCodeAt(index)
      if (code > 0x7f) return undefined
      this.buffer[start + index] = code
    }
    return value.length
  }

  private reserve(bytes: number) {
    if (this.end + bytes <= this.buffer.length) return
    const kept = this.pending
    const grown = Buffer.allocUnsafeSlow(Math.max(SLAB_BYTES, (kept + bytes) * 2))
    this.buffer.copy(grown, 0, this.start, this.end)
    this.buffer = grown
    this.start = 0
    this.end = kept
  }
}
