import type { Surroundings } from './surroundings'

/** Never more than ten commits a second, however fast changes come (ms). */
const MIN_GAP_MS = 100

/** Lets `run` go before the next paint after a poke, and not again too soon; `run` itself pokes in vain. */
export class FrameGate {
  readonly #surroundings: Pick<Surroundings, 'now' | 'setTimer' | 'onFrame'>
  readonly #run: () => void
  #last = Number.NEGATIVE_INFINITY
  #isWaiting = false

  constructor(surroundings: Pick<Surroundings, 'now' | 'setTimer' | 'onFrame'>, run: () => void) {
    this.#surroundings = surroundings
    this.#run = run
  }

  poke(): void {
    if (this.#isWaiting) return
    this.#isWaiting = true
    const pause = this.#last + MIN_GAP_MS - this.#surroundings.now()
    if (pause > 0) this.#surroundings.setTimer(() => this.#await(), pause)
    else this.#await()
  }

  #await(): void {
    this.#surroundings.onFrame(() => {
      this.#last = this.#surroundings.now()
      this.#run()
      this.#isWaiting = false
    })
  }
}
