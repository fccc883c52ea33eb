import { hashOf, newSecret, sameHash } from './secret'

const WINDOW_MS = 60_000
const MAX_FAILURES = 10

type Redemption = 'welcome' | 'refused' | 'too-many'

/** The link by which the operator signs in. It works once; then another one is announced. */
export class SignInLink {
  readonly #announce: (token: string) => void
  readonly #now: () => number
  #hash = ''
  #failures: number[] = []

  constructor(announce: (token: string) => void, now: () => number) {
    this.#announce = announce
    this.#now = now
  }

  /** Makes a fresh token and announces it; an earlier one ends. */
  renew(): void {
    const token = newSecret()
    this.#hash = hashOf(token)
    this.#announce(token)
  }

  /**
   * More than ten wrong tokens a minute are told to wait. The right one is let in all the same:
   * 256 random bits cannot be guessed, and nobody may lock the operator out by trying.
   */
  redeem(token: string): Redemption {
    if (this.#hash !== '' && sameHash(hashOf(token), this.#hash)) {
      this.renew()
      return 'welcome'
    }
    const now = this.#now()
    this.#failures = this.#failures.filter((at) => now - at < WINDOW_MS)
    if (this.#failures.length >= MAX_FAILURES) return 'too-many'
    this.#failures.push(now)
    return 'refused'
  }
}
