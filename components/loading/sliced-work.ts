/** How long the page's thread is taken at a time (ms). */
const BUDGET_MS = 8

/** Work that pauses between its steps, with its first step done. */
export type Begun<T> = {
  readonly run: Generator<undefined, T>
  readonly first: IteratorResult<undefined, T>
}

export type SlicedWorld<T> = {
  /** ms; only differences count. */
  readonly now: () => number
  /** Runs it once the page had its turn; the answer calls it off. */
  readonly later: (run: () => void) => () => void
  readonly tell: (begun: Begun<T>, outcome: T) => void
}

/**
 * Does one work at a time, in slices. What is under way for a goal is finished and told before the
 * newest for it begins, so that works which come faster than one is done still have outcomes;
 * another goal ends it.
 */
export class SlicedWork<T> {
  #running: Begun<T> | undefined
  #waiting: Begun<T> | undefined
  #goal: unknown
  #callOff: (() => void) | undefined

  constructor(private readonly world: SlicedWorld<T>) {}

  offer(begun: Begun<T>, goal: unknown): void {
    const { first } = begun
    if (first.done || goal !== this.#goal) this.stop()
    this.#goal = goal
    if (first.done) this.world.tell(begun, first.value)
    else if (this.#running) this.#waiting = begun
    else this.#start(begun)
  }

  stop(): void {
    this.#callOff?.()
    this.#running = undefined
    this.#waiting = undefined
  }

  #start(begun: Begun<T>): void {
    this.#running = begun
    this.#callOff = this.world.later(() => this.#go(begun))
  }

  #go(begun: Begun<T>): void {
    const end = this.world.now() + BUDGET_MS
    let step = begun.run.next()
    while (!step.done && this.world.now() < end) step = begun.run.next()
    if (!step.done) {
      this.#start(begun)
      return
    }
    const next = this.#waiting
    this.#running = undefined
    this.#waiting = undefined
    this.world.tell(begun, step.value)
    if (next) this.#start(next)
  }
}
