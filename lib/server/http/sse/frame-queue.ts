const MAX_BYTES = 262_144
const MAX_FRAMES = 1_000

/** What a slow reader has not taken yet, never more than 256 KB or 1,000 frames (I10). */
export class FrameQueue {
  #frames: Uint8Array[] = []
  #bytes = 0

  /** Whether there was room; a frame that does not fit is left out. */
  push(frame: Uint8Array): boolean {
    if (this.#frames.length >= MAX_FRAMES || this.#bytes + frame.length > MAX_BYTES) return false
    this.#frames.push(frame)
    this.#bytes += frame.length
    return true
  }

  /** Everything that waits, as one chunk; undefined when nothing does. */
  take(): Uint8Array | undefined {
    const frames = this.#frames
    this.clear()
    return frames.length > 1 ? Buffer.concat(frames) : frames[0]
  }

  clear(): void {
    this.#frames = []
    this.#bytes = 0
  }
}
