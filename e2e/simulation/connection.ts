import type { Reply } from '@/lib/server/zookeeper/session'
import type { ZnodeError } from '@/lib/znode/znode-error'
import type { Client, Ensemble, Server } from './ensemble'
import type { VirtualClock } from './virtual-clock'
import { type Weather, Wire } from './wire'
import type { Event } from './znodes'

/** A request at the server: answers what it found there, or throws what it refuses with. */
export type Request = {
  readonly kind: 'read' | 'sync' | 'watch'
  readonly answer: (server: Server) => unknown
  readonly resolve: (reply: Reply<unknown>) => void
  readonly reject: (error: ZnodeError) => void
}

type Ends = {
  /** Something arrived from the server. */
  readonly heard: (server: Server, zxid: Server['zxid']) => void
  readonly notified: (event: Event) => void
  readonly lost: (reason: string) => void
}

/**
 * One connection of a session to one server, in the order that ZooKeeper keeps: requests are served
 * one after another, a sync holds up what follows it, and a notification leaves before any answer
 * that shows its change.
 */
export class Connection implements Client {
  readonly server: Server
  readonly #ensemble: Ensemble
  readonly #ends: Ends
  readonly #up: Wire
  readonly #down: Wire
  readonly #queue: Request[] = []
  #busy = false
  #watching = false
  #open = true

  constructor(
    server: Server,
    ensemble: Ensemble,
    clock: VirtualClock,
    weather: Weather,
    ends: Ends,
  ) {
    this.server = server
    this.#ensemble = ensemble
    this.#ends = ends
    this.#up = new Wire(clock, weather, () => this.cut())
    this.#down = new Wire(clock, weather, () => this.cut())
    server.clients.add(this)
  }

  /** The first request of a connection that had watches before; it brings nothing back. */
  rewatch(): void {
    this.#up.send(() => {
      this.#watching = true
    })
  }

  send(request: Request): void {
    this.#up.send(() => {
      this.#queue.push(request)
      this.#serve()
    })
  }

  ping(): void {
    this.#up.send(() => {
      const { zxid } = this.server
      this.#down.send(() => this.#ends.heard(this.server, zxid))
    })
  }

  applied({ events }: { readonly events: readonly Event[] }): void {
    if (!this.#watching) return
    for (const event of events) if (!event.hidden) this.#down.send(() => this.#ends.notified(event))
  }

  cut = (): void => {
    if (!this.#open) return
    this.close()
    this.#ends.lost('The connection was lost')
  }

  close(): void {
    this.#open = false
    this.server.clients.delete(this)
    this.#up.cut()
    this.#down.cut()
  }

  /** Neither end hears from the other any more. */
  freeze(): void {
    this.#up.die()
    this.#down.die()
  }

  /** Nothing moves for `ms`, and nothing is lost. */
  stall(ms: number): void {
    this.#up.hold(ms)
    this.#down.hold(ms)
  }

  #serve(): void {
    const request = this.#busy ? undefined : this.#queue.shift()
    if (!request || !this.#open) return
    if (request.kind !== 'sync') {
      this.#answer(request)
      return
    }
    this.#busy = true
    this.#ensemble.whenSynced(this.server, () => {
      this.#busy = false
      if (this.#open) this.#answer(request)
    })
  }

  #answer(request: Request): void {
    const { zxid } = this.server
    const reply = outcomeOf(request, this.server)
    if (request.kind === 'watch' && !reply.error) this.#watching = true
    this.#down.send(() => {
      this.#ends.heard(this.server, zxid)
      if (reply.error) request.reject(reply.error)
      else request.resolve({ value: reply.value, zxid })
    })
    this.#serve()
  }
}

type Outcome = { readonly value?: unknown; readonly error?: ZnodeError }

function outcomeOf(request: Request, server: Server): Outcome {
  try {
    return { value: request.answer(server) }
  } catch (error) {
    return { error: error as ZnodeError }
  }
}
