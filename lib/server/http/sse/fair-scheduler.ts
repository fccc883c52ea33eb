/** So many are served before everything else the process does has its turn. */
const PER_TURN = 64

/**
 * Serves a few at once and many in turns: what hundreds of readers wait for at the same time must
 * not keep the event loop from anybody else (I9).
 */
export class Turns {
  readonly #waiting = new Set<() => void>()
  #left = PER_TURN
  #isPlanned = false

  /** Runs `serve` now or, behind those who wait already, soon; once, however often it is asked. */
  take(serve: () => void): void {
    if (this.#left > 0 && this.#waiting.size === 0) {
      this.#left -= 1
      serve()
    } else this.#waiting.add(serve)
    this.#plan()
  }

  #plan(): void {
    if (this.#isPlanned) return
    this.#isPlanned = true
    setImmediate(() => this.#turn())
  }

  #turn(): void {
    this.#isPlanned = false
    this.#left = PER_TURN
    for (const serve of this.#waiting) {
      if (this.#left === 0) break
      this.#left -= 1
      this.#waiting.delete(serve)
      serve()
    }
    if (this.#waiting.size > 0) this.#plan()
  }
}
