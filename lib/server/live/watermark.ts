import type { SessionHealth } from '@/lib/server/zookeeper/session'
import { compareHex, type Hex64, laterOf, ZERO } from '@/lib/znode/zxid'

type Health = Pick<SessionHealth, 'lastZxid' | 'returns'>

/** The newest state of the ensemble that is known, which the ensemble itself can never be behind. */
export class Watermark {
  readonly #newest: () => Hex64
  #seen: Hex64 = ZERO
  #returns = 0
  /** What other sessions knew when it turned out not to hold any more. */
  #void: Hex64 = ZERO

  /** `newest`: what any session knows of. */
  constructor(newest: () => Hex64) {
    this.#newest = newest
  }

  /** Another session object answers from now on. */
  follow({ returns }: Health): void {
    this.#returns = returns
  }

  get known(): Hex64 {
    const newest = this.#newest()
    return compareHex(newest, this.#void) > 0 ? laterOf(this.#seen, newest) : this.#seen
  }

  /** The session ends: the next one will know nothing of what this one saw. */
  keep(): void {
    this.#seen = this.known
  }

  /** Notes where the ensemble stands; says whether it went back, behind `known` or unseen. */
  note(health: Health, known = this.#seen): boolean {
    const { lastZxid: zxid, returns } = health
    const wentBack = compareHex(zxid, known) < 0 || returns !== this.#returns
    if (wentBack) this.supersede(health)
    this.#seen = zxid
    return wentBack
  }

  /** Nothing known holds any more; that the session went back is not noted again. */
  supersede({ returns }: Pick<Health, 'returns'>): void {
    this.#returns = returns
    this.#void = laterOf(this.#void, this.#newest())
    this.#seen = ZERO
  }
}
