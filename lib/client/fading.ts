import type { Surroundings, TimerId } from './surroundings'

type Hooks = {
  /** Takes away what is over at `now`. Answers the ms until the next is, undefined for nothing. */
  readonly expire: (now: number) => number | undefined
  /** Something was taken away. */
  readonly faded: () => void
}

/** Sees to it that what is shown for a moment goes when that is over. */
export class Fading {
  readonly #surroundings: Pick<Surroundings, 'now' | 'setTimer' | 'clearTimer'>
  readonly #hooks: Hooks
  #timer: TimerId | undefined

  constructor(surroundings: Pick<Surroundings, 'now' | 'setTimer' | 'clearTimer'>, hooks: Hooks) {
    this.#surroundings = surroundings
    this.#hooks = hooks
  }

  /** There is something new that fades. */
  plan(): void {
    const { now, setTimer, clearTimer } = this.#surroundings
    clearTimer(this.#timer)
    const pause = this.#hooks.expire(now())
    if (pause === undefined) return
    this.#timer = setTimer(() => {
      this.plan()
      this.#hooks.faded()
    }, pause)
  }
}
