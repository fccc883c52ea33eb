import type { Surroundings } from '@/lib/client/transport/environment'

/** Never more than ten commits a second, however fast changes come (ms). */
const MAX_GAP_MS = 100
/** The gap after a single change; n changes within about `RECENTLY_MS` make it √n times as long (ms). */
const GAP_MS = 10
const RECENTLY_MS = 100

/**
 * Lets `run` go before the next paint after a poke, and not again too soon; `run` itself pokes in
 * vain. A quiet screen shows each change at once; the faster changes come, the more go together.
 */
export class FrameGate {
  readonly #surroundings: Pick<Surroundings, 'now' | 'setTimer' | 'onFrame'>
  readonly #run: () => void
  #last = Number.NEGATIVE_INFINITY
  #isWaiting = false
  #isRunning = false
  #recent = 0
  #poked = 0

  constructor(surroundings: Pick<Surroundings, 'now' | 'setTimer' | 'onFrame'>, run: () => void) {
    this.#surroundings = surroundings
    this.#run = run
  }

  poke(): void {
    if (this.#isRunning) return
    const now = this.#surroundings.now()
    this.#count(now)
    if (this.#isWaiting) return
    this.#isWaiting = true
    const gap = Math.min(MAX_GAP_MS, GAP_MS * Math.sqrt(this.#recent))
    const pause = this.#last + gap - now
    if (pause > 0) this.#surroundings.setTimer(() => this.#await(), pause)
    else this.#await()
  }

  /** Older changes count less and less. */
  #count(now: number): void {
    this.#recent = this.#recent * Math.exp((this.#poked - now) / RECENTLY_MS) + 1
    this.#poked = now
  }

  #await(): void {
    this.#surroundings.onFrame(() => {
      this.#last = this.#surroundings.now()
      this.#isRunning = true
      this.#run()
      this.#isRunning = false
      this.#isWaiting = false
    })
  }
}
