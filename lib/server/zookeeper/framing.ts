const PREFIX = 4
/** Bytes of an oversized frame that are kept: xid, zxid and error of its reply header. */
export const HEADER_BYTES = 16

export type FrameSink = {
  /** One whole frame: `buffer[start, end)`, valid during the call. */
  readonly frame: (buffer: Buffer, start: number, end: number) => void
  /** A frame above the limit went by; only its first bytes were kept. */
  readonly oversized: (header: Buffer, length: number) => void
}

/**
 * Cuts a byte stream into length-prefixed frames. Chunks are joined at most once per frame.
 * Frames above `limit` are skipped in constant memory while at most `skipLimit` long.
 */
export class Framer {
  limit: number
  skipLimit = 0
  private parts: Buffer[] = []
  private have = 0
  private need = 0
  private skipped: { header: Buffer; filled: number; left: number; length: number } | null = null

  constructor(limit: number) {
    this.limit = limit
  }

  /** Takes the next bytes. Returns the offending length when the stream cannot be ZooKeeper's. */
  feed(chunk: Buffer, sink: FrameSink): number | undefined {
    if (this.skipped) return this.cut(chunk, this.skip(chunk, 0, sink), sink)
    if (this.have === 0) return this.cut(chunk, 0, sink)
    if (this.need === 0) {
      const joined = Buffer.concat([...this.parts, chunk])
      this.drop()
      return this.cut(joined, 0, sink)
    }
    if (this.have + chunk.length < this.need) {
      this.keep(chunk)
      return undefined
    }
    const at = this.need - this.have
    const frame = Buffer.concat([...this.parts, chunk.subarray(0, at)], this.need)
    this.drop()
    sink.frame(frame, PREFIX, frame.length)
    return this.cut(chunk, at, sink)
  }

  private cut(chunk: Buffer, from: number, sink: FrameSink): number | undefined {
    let at = from
    while (chunk.length - at >= PREFIX) {
      const length = chunk.readInt32BE(at)
      if (length < 0 || (length > this.limit && length > this.skipLimit)) return length
      const start = at + PREFIX
      if (length > this.limit) {
        this.skipped = {
          header: Buffer.alloc(HEADER_BYTES),
          filled: 0,
          left: length,
          length,
        }
        at = this.skip(chunk, start, sink)
      } else if (start + length <= chunk.length) {
        at = start + length
        sink.frame(chunk, start, at)
      } else {
        this.need = PREFIX + length
        break
      }
    }
    if (at < chunk.length) this.keep(chunk.subarray(at))
    return undefined
  }

  private skip(chunk: Buffer, at: number, sink: FrameSink): number {
    const skipped = this.skipped
    if (!skipped) return at
    const taken = Math.min(skipped.left, chunk.length - at)
    skipped.filled += chunk.copy(skipped.header, skipped.filled, at, at + taken)
    skipped.left -= taken
    if (skipped.left === 0) {
      this.skipped = null
      sink.oversized(skipped.header, skipped.length)
    }
    return at + taken
  }

  private keep(part: Buffer) {
    this.parts.push(part)
    this.have += part.length
  }

  private drop() {
    this.parts = []
    this.have = 0
    this.need = 0
  }
}
