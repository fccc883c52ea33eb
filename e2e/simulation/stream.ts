import { FrameQueue } from '@/lib/server/http/frame-queue'
import type { VirtualClock } from './virtual-clock'
import { type Weather, Wire } from './wire'

type Ends = {
  /** A frame reached the browser. */
  readonly arrived: (frame: Uint8Array, madeAt: number) => void
  /** The browser finds the stream broken. */
  readonly broken: () => void
  /** The server finds its reader gone. */
  readonly left: () => void
}

/** Far less than the product's bound, so that a short stall reaches it. */
const MAX_FRAMES = 40

type Frame = { readonly bytes: Uint8Array; readonly madeAt: number }

/**
 * One event stream on its way to one browser: what `lib/server/http/sse.ts` does with frames (its
 * own queue, the reset in place of what did not fit), on a connection that stalls and breaks.
 */
export class Stream {
  readonly #clock: VirtualClock
  readonly #ends: Ends
  readonly #down: Wire
  readonly #queue = new FrameQueue()
  readonly #overflow: () => Uint8Array
  #waiting: Frame[] = []
  #stalledUntil = 0
  #ending = false
  #open = true
  #left = false

  constructor(clock: VirtualClock, weather: Weather, overflow: () => Uint8Array, ends: Ends) {
    this.#clock = clock
    this.#ends = ends
    this.#overflow = overflow
    this.#down = new Wire(clock, weather, () => this.cut(true))
  }

  /** Whether it takes nothing more. */
  get hasEnded(): boolean {
    return this.#ending
  }

  /** The live tree's sink. */
  send = (bytes: Uint8Array): void => {
    if (this.#ending) return
    const frame = { bytes, madeAt: this.#clock.now() }
    if (this.#waiting.length < MAX_FRAMES && this.#queue.push(bytes)) {
      this.#waiting.push(frame)
    } else {
      this.#queue.clear()
      this.#waiting = [{ ...frame, bytes: this.#overflow() }]
      this.#end()
    }
    this.#flush()
  }

  /** The reader takes nothing for `ms`. */
  stall(ms: number): void {
    if (!this.#open) return
    this.#stalledUntil = Math.max(this.#stalledUntil, this.#clock.now() + ms)
    this.#clock.setTimer(() => this.#flush(), ms)
  }

  /** What is under way is lost. Half open: one end learns of it later. */
  cut(known: boolean): void {
    if (!this.#open) return
    this.#open = false
    this.#down.cut()
    if (known) this.#end()
    else this.#clock.setTimer(() => this.#end(), 5_000)
    this.#ends.broken()
  }

  /** Nothing arrives any more and nobody is told. */
  freeze(): void {
    this.#down.die()
  }

  /** The browser closed it. */
  close(): void {
    if (!this.#open) return
    this.#open = false
    this.#down.cut()
    this.#end()
  }

  #flush(): void {
    if (!this.#open || this.#clock.now() < this.#stalledUntil) return
    this.#queue.clear()
    for (const { bytes, madeAt } of this.#waiting.splice(0))
      this.#down.send(() => this.#ends.arrived(bytes, madeAt))
    if (this.#ending) this.#down.send(() => this.cut(true))
  }

  #end(): void {
    this.#ending = true
    if (this.#left) return
    this.#left = true
    this.#ends.left()
  }
}
