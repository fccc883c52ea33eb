import type { Server } from '@/lib/server/zookeeper/protocol/socket-connection'
import type { SessionOptions, World } from '@/lib/server/zookeeper/session'
import type { Failure } from '@/lib/znode/cause'

/** A server is not asked again so soon why it closes connections (ms). */
const ASK_AGAIN_MS = 10_000

type Known = { at: number; closed: number; failure: Failure | undefined }

/** What was found out about servers that close connections without a word. */
export class Diagnoses {
  readonly #world: World
  readonly #tls: SessionOptions['tls']
  readonly #known = new Map<string, Known>()

  constructor(world: World, tls: SessionOptions['tls']) {
    this.#world = world
    this.#tls = tls
  }

  /** Why `server` failed as `failure` says, where more is known; else it is found out for later. */
  of(server: Server, { cause }: Failure): Failure | undefined {
    if (cause !== 'closed') {
      this.forget(server)
      return undefined
    }
    const known = this.#known.get(addressOf(server)) ?? {
      at: Number.NEGATIVE_INFINITY,
      closed: 0,
      failure: undefined,
    }
    this.#known.set(addressOf(server), known)
    known.closed += 1
    // Once may be a restart; twice has a reason.
    if (known.closed > 1 && this.#world.now() - known.at > ASK_AGAIN_MS)
      void this.#ask(server, known)
    return known.failure
  }

  /** The server opened a session, or failed otherwise. */
  forget(server: Server) {
    this.#known.delete(addressOf(server))
  }

  async #ask(server: Server, known: Known) {
    known.at = this.#world.now()
    known.failure = await this.#world.diagnose?.(server, this.#tls)
  }
}

/** As it is configured, an IPv6 address in brackets. */
export function addressOf({ host, port }: Server): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}
