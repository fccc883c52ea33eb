import { ZnodeError } from '@/lib/znode/znode-error'

/** Requests of one session that are worked on at once, and that wait for these. */
const AT_ONCE = 8
const WAITING = 32

type Held = { running: number; readonly waiting: Set<() => void> }

/**
 * Bounds what each session has asked for and not taken yet: no session's requests are many enough
 * to hold up another's (I9), and answers that nobody takes do not fill the memory (I10).
 */
export class InFlight {
  readonly #bySession = new Map<string, Held>()

  /**
   * Resolves when the session's next request may begin, with the way to say that its answer was
   * taken. Rejects with `too-many-requests` when too many wait, or when `signal` says that nobody
   * waits for the answer any more.
   */
  async enter(session: string, signal: AbortSignal): Promise<() => void> {
    const held = this.#bySession.get(session) ?? { running: 0, waiting: new Set() }
    this.#bySession.set(session, held)
    if (held.running < AT_ONCE) held.running += 1
    else await turnOf(held, signal)
    let isHeld = true
    return () => {
      if (isHeld) this.#leave(session, held)
      isHeld = false
    }
  }

  #leave(session: string, held: Held): void {
    for (const begin of held.waiting) {
      held.waiting.delete(begin)
      begin()
      return
    }
    held.running -= 1
    if (held.running === 0) this.#bySession.delete(session)
  }
}

function turnOf({ waiting }: Held, signal: AbortSignal): Promise<void> {
  const detail = `${AT_ONCE + WAITING} requests of this session are under way`
  const refusal = () => new ZnodeError('too-many-requests', '', { detail })
  if (waiting.size >= WAITING) return Promise.reject(refusal())
  return new Promise((resolve, reject) => {
    const begin = () => {
      signal.removeEventListener('abort', leave)
      resolve()
    }
    const leave = () => {
      waiting.delete(begin)
      reject(refusal())
    }
    signal.addEventListener('abort', leave, { once: true })
    waiting.add(begin)
  })
}
