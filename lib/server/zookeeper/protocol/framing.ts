const PREFIX = 4
/** Frames that span chunks are put together in one buffer, unless they are larger than this. */
const LARGEST_KEPT = 4 * 1024 * 1024
const SMALLEST_KEPT = 64 * 1024
const NONE = -1
/** Bytes of an oversized frame that are kept: xid, zxid and error of its reply header. */
export const HEADER_BYTES = 16

export type FrameSink = {
  /** One whole frame: `buffer[start, end)`, valid during the call only. */
  readonly frame: (buffer: Buffer, start: number, end: number) => void
  /** A frame above the limit went by; only its first bytes were kept. */
  readonly oversized: (header: Buffer, length: number) => void
}

/**
 * Cuts a byte stream into length-prefixed frames. A frame within one chunk is not copied, one that
 * spans chunks is copied once. Frames above `limit` are skipped in constant memory where `skips`
 * says so, whatever their length, and otherwise end the stream.
 */
export class Framer {
  limit: number
  skips = false
  private readonly prefix = Buffer.alloc(PREFIX)
  private prefixed = 0
  private body = Buffer.alloc(0)
  /** The frame in `body` has so many bytes, if there is one, and so many of them have arrived. */
  private length = NONE
  private filled = 0
  private skipped: { header: Buffer; filled: number; left: number; length: number } | null = null

  constructor(limit: number) {
    this.limit = limit
  }

  /** Takes the next bytes. Returns the offending length when the stream cannot be ZooKeeper's. */
  feed(chunk: Buffer, sink: FrameSink): number | undefined {
    let at = 0
    if (this.prefixed > 0) {
      at = this.fillPrefix(chunk, 0)
      if (this.prefixed < PREFIX) return undefined
      this.prefixed = 0
      const length = this.prefix.readInt32BE(0)
      if (!this.begin(length)) return length
    }
    at = this.proceed(chunk, at, sink)
    while (chunk.length - at >= PREFIX) {
      const length = chunk.readInt32BE(at)
      const start = at + PREFIX
      if (length >= 0 && length <= this.limit && start + length <= chunk.length) {
        at = start + length
        sink.frame(chunk, start, at)
      } else {
        if (!this.begin(length)) return length
        at = this.proceed(chunk, start, sink)
      }
    }
    this.fillPrefix(chunk, at)
    return undefined
  }

  private fillPrefix(chunk: Buffer, at: number): number {
    const taken = chunk.copy(this.prefix, this.prefixed, at)
    this.prefixed += taken
    return at + taken
  }

  /** Makes ready for a frame of `length`; false when there is no such frame. */
  private begin(length: number): boolean {
    if (length < 0 || (length > this.limit && !this.skips)) return false
    if (length > this.limit) {
      this.skipped = { header: Buffer.alloc(HEADER_BYTES), filled: 0, left: length, length }
      return true
    }
    this.length = length
    this.filled = 0
    const fits = length <= this.body.length && this.body.length <= LARGEST_KEPT
    if (!fits) this.body = Buffer.allocUnsafeSlow(Math.max(length, SMALLEST_KEPT))
    return true
  }

  /** Goes on with the frame that was begun, if one was; returns where the next one starts. */
  private proceed(chunk: Buffer, at: number, sink: FrameSink): number {
    if (this.length === NONE) return this.skip(chunk, at, sink)
    const { body, length } = this
    const taken = chunk.copy(body, this.filled, at, at + length - this.filled)
    this.filled += taken
    if (this.filled === length) {
      this.length = NONE
      sink.frame(body, 0, length)
    }
    return at + taken
  }

  private skip(chunk: Buffer, at: number, sink: FrameSink): number {
    const { skipped } = this
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
}
