/** After so long (ms) of writing, everything else the process does has its turn. */
const ENOUGH_MS = 5

/**
 * Writes answers as JSON. Many who wait for one large list have it at the same moment: writing it
 * for all of them at once would keep the event loop from everybody else (I9).
 */
export class JsonWriter {
  readonly #now: () => number
  readonly #waiting = new Set<() => void>()
  #spent = 0
  #isPlanned = false

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** The answer as JSON: at once, or behind those who wait, in a later turn of the event loop. */
  async write(answer: unknown): Promise<string> {
    if (this.#spent >= ENOUGH_MS || this.#waiting.size > 0)
      await new Promise<void>((begin) => this.#waiting.add(begin))
    const start = this.#now()
    try {
      return JSON.stringify(answer)
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
