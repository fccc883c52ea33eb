/** How long servers must have turned us away before we ask whether they lost their past, in ms. */
const PATIENCE = 3000

/**
 * Servers turn a client away in silence when it has seen a larger zxid than they have: for ever
 * after an ensemble was wiped or restored. This says when it is time to find out.
 */
export class Refusals {
  #count = 0
  #since = 0

  /** Notes that a server accepted the connection and then closed it. */
  note(now: number) {
    if (this.#count === 0) this.#since = now
    this.#count++
  }

  clear() {
    this.#count = 0
  }

  /** Whether each of `servers` has had two chances and `PATIENCE` is over. */
  isDue(now: number, servers: number): boolean {
    return this.#count >= servers * 2 && now - this.#since >= PATIENCE
  }
}
