/** A connection that lasts so long was a good one (ms). */
const GOOD_MS = 1_000

/** Whether a session is up, since when, and whether it only seems so because it comes and goes. */
export class Steadiness {
  #isUp = false
  #since: number
  #upAt = Number.NEGATIVE_INFINITY
  #wasShort = false

  /** `now`: monotonic ms, as everywhere here. */
  constructor(now: number) {
    this.#since = now
  }

  note(isUp: boolean, now: number): void {
    if (isUp === this.#isUp) return
    this.#isUp = isUp
    if (isUp) {
      this.#upAt = now
      if (!this.#wasShort) this.#since = now
      return
    }
    this.#wasShort = now - this.#upAt < GOOD_MS
    if (!this.#wasShort) this.#since = now
  }

  /** Lost again and again, each time within a second. */
  isFlapping(now: number): boolean {
    return this.#wasShort && (!this.#isUp || now - this.#upAt < GOOD_MS)
  }

  /** Since when it is up, or is not; while it comes and goes, since when it was lost first. */
  since(now: number): number {
    return this.#isUp && !this.isFlapping(now) ? this.#upAt : this.#since
  }
}
