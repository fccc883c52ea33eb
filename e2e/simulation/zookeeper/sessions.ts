import type { VirtualClock } from '@/e2e/simulation/time/virtual-clock'
import type { Hex64 } from '@/lib/znode/zxid'
import type { Client } from './server'

type Session = {
  readonly timeout: number
  heard: number
  client: Client | undefined
  timer: unknown
}

/** The sessions that the ensemble keeps. One that stays silent for its timeout is given up. */
export class Sessions {
  readonly #clock: VirtualClock
  readonly #ended: () => void
  readonly #open = new Map<Hex64, Session>()

  /** `ended`: a session went, which is a transaction. */
  constructor(clock: VirtualClock, ended: () => void) {
    this.#clock = clock
    this.#ended = ended
  }

  get size(): number {
    return this.#open.size
  }

  open(id: Hex64, timeout: number): void {
    const heard = this.#clock.now()
    const session: Session = { timeout, heard, client: undefined, timer: undefined }
    this.#open.set(id, session)
    this.#watch(id, session, timeout)
  }

  /** The session goes on over `client`, and no longer over another one; says whether it exists. */
  attach(id: Hex64, client: Client): boolean {
    const session = this.#open.get(id)
    if (!session) return false
    const before = session.client
    session.client = client
    if (before !== client) before?.end()
    this.heard(id)
    return true
  }

  /** Its client sent something. */
  heard(id: Hex64): void {
    const session = this.#open.get(id)
    if (session) session.heard = this.#clock.now()
  }

  /** Ends the session and the connection that carries it. */
  end(id: Hex64): void {
    const session = this.#open.get(id)
    if (!session) return
    this.#open.delete(id)
    this.#clock.clearTimer(session.timer)
    this.#ended()
    session.client?.end()
  }

  /** The ensemble is no more. */
  forget(): void {
    for (const { timer } of this.#open.values()) this.#clock.clearTimer(timer)
    this.#open.clear()
  }

  #watch(id: Hex64, session: Session, ms: number): void {
    session.timer = this.#clock.setTimer(() => {
      const left = session.heard + session.timeout - this.#clock.now()
      if (left > 0) this.#watch(id, session, left)
      else this.end(id)
    }, ms)
  }
}
