import type { Server } from '@/lib/server/zookeeper/protocol/socket-connection'
import type { World } from '@/lib/server/zookeeper/session'
import { ZnodeError } from '@/lib/znode/znode-error'

const FIRST_PAUSE = 100
const LONGEST_PAUSE = 1000

/** Whom to try next, and when: all at once in turn, then with growing, jittered pauses. */
export class ServerList {
  readonly #servers: readonly Server[]
  readonly #random: () => number
  #next = 0
  #attempts = 0

  constructor(servers: readonly Server[], world: World) {
    this.#random = world.random
    this.#servers = shuffle(servers, world.random)
  }

  get size(): number {
    return this.#servers.length
  }

  /** The server to try and the pause before it in ms. */
  next(): { server: Server; pause: number } {
    const [server] = this.others()
    if (!server) throw new ZnodeError('internal', '', { detail: 'No server is configured' })
    const round = Math.floor(this.#attempts / this.#servers.length)
    const begins = this.#attempts % this.#servers.length === 0
    const longest = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (round - 1))
    this.#next++
    this.#attempts++
    return { server, pause: round > 0 && begins ? longest * (0.5 + this.#random() / 2) : 0 }
  }

  /** A server proved good: the next loss is answered at once. */
  succeeded() {
    this.#attempts = 0
  }

  /** Makes `server` the next one. */
  prefer(server: Server) {
    this.#next = this.#servers.indexOf(server)
  }

  /** All servers, beginning behind the one tried last. */
  others(): Server[] {
    const from = this.#next % Math.max(1, this.#servers.length)
    return [...this.#servers.slice(from), ...this.#servers.slice(0, from)]
  }
}

function shuffle<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item)
}
