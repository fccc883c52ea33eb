import type { Surroundings, TimerId } from '@/lib/client/transport/environment'
import { Pace } from './change-rate'
import { Flashes } from './flashes'

/** What is shown for a moment after a change, and goes when that is over. */
export class Fading {
  readonly flashes = new Flashes()
  readonly pace = new Pace()
  readonly #surroundings: Pick<Surroundings, 'now' | 'setTimer' | 'clearTimer'>
  readonly #faded: () => void
  #timer: TimerId | undefined

  /** `faded` is called when something was taken away. */
  constructor(
    surroundings: Pick<Surroundings, 'now' | 'setTimer' | 'clearTimer'>,
    faded: () => void,
  ) {
    this.#surroundings = surroundings
    this.#faded = faded
  }

  /** There is something new that fades. */
  plan(): void {
    const { now, setTimer, clearTimer } = this.#surroundings
    clearTimer(this.#timer)
    const at = now()
    const pause = this.flashes.expire(at) ?? this.pace.calmsIn(at)
    if (pause === undefined) return
    this.#timer = setTimer(() => {
      this.plan()
      this.#faded()
    }, pause)
  }
}
