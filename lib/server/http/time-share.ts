/** After so long (ms) of work, everything else the process does has its turn. */
const ENOUGH_MS = 5

/**
 * Shares the event loop out among what people ask for: many requests arrive, and many answers are
 * ready, at the same moment, and reading or writing all of their JSON at once would keep the loop
 * from everybody else (I9).
 */
export class TimeShare {
  readonly #now: () => number
  readonly #waiting = new Set<() => void>()
  #spent = 0
  #isPlanned = false

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** Does `work` at once, or behind those who wait, in a later turn of the event loop. */
  async run<T>(work: () => T): Promise<T> {
    if (this.#spent >= ENOUGH_MS || this.#waiting.size > 0)
      await new Promise<void>((begin) => this.#waiting.add(begin))
    const start = this.#now()
    try {
      return work()
    } finally {
      this.#spent += this.#now() - start
      this.#goOn()
    }
  }

  #goOn(): void {
    if (this.#spent < ENOUGH_MS) this.#begin()
    if (this.#isPlanned) return
    this.#isPlanned = true
    setImmediate(() => {
      this.#isPlanned = false
      this.#spent = 0
      this.#begin()
    })
  }

  #begin(): void {
    for (const begin of this.#waiting) {
      this.#waiting.delete(begin)
      begin()
      return
    }
  }
}
