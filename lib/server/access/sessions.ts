import type { Person } from './person'
import { hashOf, newSecret } from './secret'

type Session = { readonly person: Person; readonly since: number; seen: number }

/** A session somebody presented the cookie of. */
export type SignedIn = { readonly person: Person; readonly key: string }

const HOUR = 3_600_000
const IDLE_MS = 12 * HOUR
/** Also the cookie's Max-Age. */
export const ABSOLUTE_MS = 7 * 24 * HOUR
const MAX_SESSIONS = 1_000

/** Who is signed in, in memory: a restart signs everybody out. Only hashes are kept. */
export class Sessions {
  readonly #byHash = new Map<string, Session>()
  readonly #now: () => number

  /** `now`: monotonic ms, so that no jump of the clock signs anybody in or out. */
  constructor(now: () => number) {
    this.#now = now
  }

  /** Begins a session; answers the cookie's value, which exists nowhere else. */
  begin(person: Person): string {
    const secret = newSecret()
    const now = this.#now()
    this.#byHash.set(hashOf(secret), { person, since: now, seen: now })
    if (this.#byHash.size > MAX_SESSIONS) this.#evict()
    return secret
  }

  /** Who presents one of those cookies; undefined when none is a session’s. */
  recogniseAny(secrets: readonly string[]): SignedIn | undefined {
    for (const secret of secrets) {
      const signedIn = this.recognise(secret)
      if (signedIn) return signedIn
    }
    return undefined
  }

  /** Who presents that cookie, keeping the session awake; undefined when it is over. */
  recognise(secret: string): SignedIn | undefined {
    const key = hashOf(secret)
    if (!this.stands(key)) return undefined
    const session = this.#byHash.get(key)
    if (!session) return undefined
    session.seen = this.#now()
    return { person: session.person, key }
  }

  /** Whether the session still stands; asking does not keep it awake. */
  stands(key: string): boolean {
    const session = this.#byHash.get(key)
    if (!session) return false
    const now = this.#now()
    if (now - session.seen <= IDLE_MS && now - session.since <= ABSOLUTE_MS) return true
    this.#byHash.delete(key)
    return false
  }

  end(key: string): void {
    this.#byHash.delete(key)
  }

  /** The one that was seen longest ago goes. */
  #evict(): void {
    let oldest: { key: string; seen: number } | undefined
    for (const [key, { seen }] of this.#byHash)
      if (!oldest || seen < oldest.seen) oldest = { key, seen }
    if (oldest) this.#byHash.delete(oldest.key)
  }
}
