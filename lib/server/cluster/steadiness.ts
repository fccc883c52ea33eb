/** A connection that lasts so long was a good one (ms). */
const GOOD_MS = 1_000
/** One short connection may have been cut by chance; so many in a row were not. */
const MOST_SHORT = 2

/** Whether a session is up, since when, and whether it only seems so because it comes and goes. */
export class Steadiness {
  #isUp = false
  #since: number
  #upAt = Number.NEGATIVE_INFINITY
  /** Short connections, one after the other. */
  #short = 0

  /** `now`: monotonic ms, as everywhere here. */
  constructor(now: number) {
    this.#since = now
  }

  note(isUp: boolean, now: number): void {
    if (isUp === this.#isUp) return
    this.#isUp = isUp
    if (isUp) {
      this.#upAt = now
      return
    }
    this.#short = now - this.#upAt < GOOD_MS ? this.#short + 1 : 0
    if (this.#short <= 1) this.#since = now
  }

  /** Lost again and again, each time within a second. */
  isFlapping(now: number): boolean {
    return this.#short >= MOST_SHORT && (!this.#isUp || now - this.#upAt < GOOD_MS)
  }

  /** Since when it is up, or is not; while it comes and goes, since when it was lost first. */
  since(now: number): number {
    return this.#isUp && !this.isFlapping(now) ? this.#upAt : this.#since
  }
}
