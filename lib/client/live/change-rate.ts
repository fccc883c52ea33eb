/** How soon it is noticed that many changes have become few (ms). */
const CALM_MS = 1_000
/** Over so many changes a second they are called many, and until so few (a calm needs no words). */
const MANY = 100
const FEW = 50
const WINDOW_MS = 1_000

/** How fast changes come. Many are drawn together, which the page then says. */
export class Pace {
  #batches: Array<{ readonly at: number; readonly count: number }> = []
  #isMany = false

  /** Takes in that `count` changes were drawn at `now` (ms). */
  add(count: number, now: number): void {
    if (count > 0) this.#batches.push({ at: now, count })
  }

  /** Changes of the last second, to two digits, while they are many; else null. */
  view(now: number): number | null {
    this.#batches = this.#batches.filter(({ at }) => now - at < WINDOW_MS)
    const rate = this.#batches.reduce((sum, { count }) => sum + count, 0)
    this.#isMany = rate >= (this.#isMany ? FEW : MANY)
    return this.#isMany ? Number(rate.toPrecision(2)) : null
  }

  /** When to look whether many have become few (ms); undefined while they are few. */
  calmsIn(now: number): number | undefined {
    return this.view(now) === null ? undefined : CALM_MS
  }
}
