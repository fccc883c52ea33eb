import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { ROOT } from '@/lib/znode/path'
import { ZnodeError } from '@/lib/znode/znode-error'

/** A server without persistent watches is not asked again so soon (ms); it may be upgraded. */
const ASK_AGAIN_MS = 60_000

/** A watch that stood for so long was really there (ms). */
const STEADY_MS = 10_000
/** A server that let so many in a row go sooner than that is polled. */
const MOST_LOSSES = 3

/** The one recursive watch of a feed, and which servers know of no such thing. */
export class Arming {
  readonly #now: () => number
  /** When each server said that it does not do that. */
  readonly #unwatchable = new Map<string, number>()
  readonly #uncheckable = new Map<string, number>()
  #armedAt = Number.NEGATIVE_INFINITY
  /** How many watches in a row were gone soon after they were armed. */
  #losses = 0

  /** `now`: monotonic ms. */
  constructor(now: () => number) {
    this.#now = now
  }

  /**
   * Watches everything, or says that it has to be polled. A server from before 3.6 ends the
   * connection with its refusal: the next goes without asking. One that serves reads only
   * notifies of nothing.
   */
  async arm(session: ZooKeeperSession): Promise<'watch' | 'poll'> {
    const isReadOnly = session.status === 'connected-read-only'
    if (isReadOnly || this.#isRefused(this.#unwatchable, session)) return 'poll'
    try {
      await session.addWatch(ROOT, 'persistent-recursive')
      this.#armedAt = this.#now()
      return 'watch'
    } catch (error) {
      if (!isUnimplemented(error)) throw error
      this.#unwatchable.set(session.health.server ?? '', this.#now())
      return 'poll'
    }
  }

  /**
   * Whether the watch stands, as far as the server can tell. One that has none again and again,
   * soon after it granted one, is polled for a while: each time the screens are read anew.
   */
  async stands(session: ZooKeeperSession): Promise<boolean> {
    if (this.#isRefused(this.#uncheckable, session)) return true
    try {
      const { value: isThere } = await session.hasWatch(ROOT)
      const isSteady = this.#now() - this.#armedAt >= STEADY_MS
      if (isSteady) this.#losses = 0
      else if (!isThere) this.#losses += 1
      if (this.#losses >= MOST_LOSSES) {
        this.#losses = 0
        this.#unwatchable.set(session.health.server ?? '', this.#now())
      }
      return isThere
    } catch (error) {
      if (isUnimplemented(error)) this.#uncheckable.set(session.health.server ?? '', this.#now())
      return true
    }
  }

  #isRefused(refusals: ReadonlyMap<string, number>, { health }: ZooKeeperSession): boolean {
    const at = refusals.get(health.server ?? '') ?? Number.NEGATIVE_INFINITY
    return this.#now() - at < ASK_AGAIN_MS
  }
}

function isUnimplemented(error: unknown): boolean {
  return error instanceof ZnodeError && error.code === 'unimplemented'
}
