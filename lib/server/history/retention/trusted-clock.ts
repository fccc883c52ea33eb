/** Why ages are not judged now. */
export type Distrust =
  /** The process, or its clock since it was set, is younger than an hour. */
  | 'young'
  /** It is days away from what was recorded last, and ZooKeeper does not confirm it. */
  | 'unconfirmed'
  /** ZooKeeper's clock is another one. */
  | 'contradicted'

type Clocks = {
  /** Monotonic ms. */
  readonly now: () => number
  /** ms since 1970, as the machine believes. */
  readonly wallClock: () => number
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** The two clocks may part by this between two looks (ms): more is a clock that was set. */
const SLACK_MS = 5_000

/**
 * Whether the machine's clock may be believed where something is lost if it is wrong: one reading
 * is no proof. Has to look regularly, so that a clock that is set and set back is noticed.
 */
export class TrustedClock {
  readonly #clocks: Clocks
  readonly #begun: number
  #seen: { readonly now: number; readonly wall: number }
  /** Since when the machine's clock went as time does (monotonic ms). */
  #steadySince: number
  /** What ZooKeeper's clock said, and when that was heard (monotonic ms). */
  #witness: { readonly said: number; readonly at: number } | null = null

  constructor(clocks: Clocks) {
    this.#clocks = clocks
    this.#seen = { now: clocks.now(), wall: clocks.wallClock() }
    this.#begun = this.#seen.now
    this.#steadySince = this.#seen.now
  }

  /** ZooKeeper dated a change that was made just now (ms since 1970). */
  witness(said: number): void {
    this.#witness = { said, at: this.#clocks.now() }
  }

  look(): void {
    const seen = { now: this.#clocks.now(), wall: this.#clocks.wallClock() }
    const parted = seen.wall - this.#seen.wall - (seen.now - this.#seen.now)
    if (Math.abs(parted) > SLACK_MS) this.#steadySince = seen.now
    this.#seen = seen
  }

  /**
   * The time by which ages may be judged (ms since 1970), or why none may. `last`: what was
   * believed when this process began; what a clock has dated since says nothing for it.
   */
  judge(last: number): { readonly time: number } | { readonly why: Distrust } {
    this.look()
    const { now, wall } = this.#seen
    if (now - this.#steadySince < HOUR_MS) return { why: 'young' }
    const zookeeper = this.#witness && this.#witness.said + now - this.#witness.at
    const isConfirmed = zookeeper !== null && Math.abs(zookeeper - wall) < HOUR_MS
    if (zookeeper !== null && Math.abs(zookeeper - wall) > DAY_MS) return { why: 'contradicted' }
    const expected = last + now - this.#begun
    if (Math.abs(wall - expected) > DAY_MS && !isConfirmed) return { why: 'unconfirmed' }
    return { time: wall }
  }
}
