import { hashOf, newSecret, sameHash } from './secret'

const WINDOW_MS = 60_000
const MAX_FAILURES = 10
/** The address that was seen longest ago is forgotten for the next. */
const MAX_ADDRESSES = 10_000

type Redemption = 'welcome' | 'refused' | 'too-many'

/** The link by which the operator signs in. It works once; then another one is announced. */
export class SignInLink {
  readonly #announce: (token: string) => void
  readonly #now: () => number
  #hash = ''
  /** When wrong tokens came, by the address they came from. */
  readonly #failures = new Map<string, readonly number[]>()

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
   * Who sends more than ten wrong tokens a minute is told to wait. The right one is let in all the
   * same: 256 random bits cannot be guessed, and nobody may lock the operator out by trying.
   */
  redeem(token: string, address: string): Redemption {
    if (this.#hash !== '' && sameHash(hashOf(token), this.#hash)) {
      this.renew()
      return 'welcome'
    }
    const now = this.#now()
    const failures = this.#failures.get(address)?.filter((at) => now - at < WINDOW_MS) ?? []
    const isTooMuch = failures.length >= MAX_FAILURES
    this.#failures.delete(address)
    this.#failures.set(address, isTooMuch ? failures : [...failures, now])
    const [oldest] = this.#failures.keys()
    if (oldest !== undefined && this.#failures.size > MAX_ADDRESSES) this.#failures.delete(oldest)
    return isTooMuch ? 'too-many' : 'refused'
  }
}
