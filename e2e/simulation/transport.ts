import type { SessionHealth } from '@/lib/server/zookeeper/session'
import { compareHex, type Hex64, laterOf, ZERO } from '@/lib/znode/zxid'
import type { Chance } from './chance'
import { Connection } from './connection'
import type { Ensemble, Server } from './ensemble'
import type { VirtualClock } from './virtual-clock'
import type { Weather } from './wire'
import type { Event } from './znodes'

const TIMEOUT_MS = 6_000
const HEARTBEAT_MS = 1_000
/** Refused so often by servers that are behind: ask whether the ensemble lost its past. */
const PATIENCE = 6

export type Surroundings = {
  readonly clock: VirtualClock
  readonly chance: Chance
  readonly ensemble: Ensemble
  readonly weather: Weather
  /** Whether a connection can be made now. */
  readonly reachable: () => boolean
}

type Hooks = {
  readonly opened: (connection: Connection) => void
  readonly notified: (event: Event) => void
  readonly lost: (reason: string) => void
  readonly beat: () => void
}

/** Keeps a session connected: pings, gives up silent connections, tries servers, begins anew. */
export class Transport {
  readonly #around: Surroundings
  readonly #hooks: Hooks
  #connection: Connection | undefined
  #sessionId: Hex64 | null = null
  #incarnation = 0
  #lastZxid: Hex64 = ZERO
  #reason: string | null = null
  #refusals = 0
  #closed = false
  hasWatch = false
  /** When the last byte came from the server (ms); null before. */
  lastHeard: number | null = null

  constructor(around: Surroundings, hooks: Hooks) {
    this.#around = around
    this.#hooks = hooks
    this.#retry()
    this.#beat()
  }

  get health(): SessionHealth {
    return {
      sessionId: this.#sessionId,
      server: this.#connection?.server.name ?? null,
      timeout: TIMEOUT_MS,
      lastHeard: this.lastHeard,
      latency: this.#connection ? 1 : null,
      lastZxid: this.#lastZxid,
      incarnation: this.#incarnation,
      reason: this.#reason,
    }
  }

  close(): void {
    this.#closed = true
    this.#connection?.close()
    this.#connection = undefined
    if (this.#sessionId) this.#around.ensemble.expire(this.#sessionId)
  }

  cut(): void {
    this.#connection?.cut()
  }

  /** A half-open connection: nobody is told. */
  freeze(): void {
    this.#connection?.freeze()
  }

  stall(ms: number): void {
    this.#connection?.stall(ms)
  }

  /** The ensemble gives the session up. */
  expire(): void {
    if (this.#sessionId) this.#around.ensemble.expire(this.#sessionId)
    this.#connection?.cut()
  }

  #beat(): void {
    if (this.#closed) return
    const { clock } = this.#around
    const silence = this.lastHeard === null ? 0 : clock.now() - this.lastHeard
    if (silence > (TIMEOUT_MS * 2) / 3) this.#connection?.cut()
    this.#connection?.ping()
    this.#hooks.beat()
    clock.setTimer(() => this.#beat(), HEARTBEAT_MS)
  }

  #retry(): void {
    const { clock, chance } = this.#around
    clock.setTimer(() => this.#attempt(), chance.between(1, 400))
  }

  #attempt(): void {
    if (this.#closed) return
    const { ensemble, chance, reachable } = this.#around
    const server = chance.pick(ensemble.servers)
    if (!reachable()) {
      this.#reason = 'Unreachable'
      this.#retry()
      return
    }
    if (compareHex(this.#lastZxid, server.zxid) > 0) {
      this.#refused(server)
      return
    }
    if (this.#sessionId && !ensemble.knows(this.#sessionId)) this.#sessionId = null
    this.#open(server)
  }

  #refused(server: Server): void {
    this.#refusals += 1
    this.#reason = 'The server is behind'
    const { ensemble } = this.#around
    if (this.#refusals < PATIENCE || compareHex(ensemble.zxid, this.#lastZxid) >= 0) {
      this.#retry()
      return
    }
    this.#lastZxid = server.zxid
    this.#sessionId = null
    this.#open(server)
  }

  #open(server: Server): void {
    const { clock, ensemble, weather } = this.#around
    this.#refusals = 0
    this.#reason = null
    if (!this.#sessionId) {
      this.#sessionId = ensemble.openSession()
      this.#incarnation += 1
    }
    const connection = new Connection(server, ensemble, clock, weather, {
      heard: (_, zxid) => {
        this.lastHeard = clock.now()
        this.#lastZxid = laterOf(this.#lastZxid, zxid)
      },
      notified: (event) => {
        this.lastHeard = clock.now()
        this.#hooks.notified(event)
      },
      lost: (reason) => this.#lost(reason),
    })
    this.#connection = connection
    this.lastHeard = clock.now()
    if (this.hasWatch) connection.rewatch()
    this.#hooks.opened(connection)
  }

  #lost(reason: string): void {
    const { clock, ensemble } = this.#around
    const session = this.#sessionId
    const { incarnation } = this.health
    this.#connection = undefined
    this.#reason = reason
    if (session)
      clock.setTimer(() => {
        if (!this.#connection && this.#incarnation === incarnation) ensemble.expire(session)
      }, TIMEOUT_MS)
    this.#hooks.lost(reason)
    if (!this.#closed) this.#retry()
  }
}
