import { EventStream } from '@/e2e/simulation/network/event-stream'
import type { Fate } from '@/e2e/simulation/network/faults'
import type { Weather } from '@/e2e/simulation/network/wire'
import type { Chance } from '@/e2e/simulation/time/chance'
import type { VirtualClock } from '@/e2e/simulation/time/virtual-clock'
import type { Source, SourceHandlers } from '@/lib/client/transport/environment'
import type { Dashboard } from './dashboard'

export type Network = {
  readonly clock: VirtualClock
  readonly chance: Chance
  readonly weather: Weather
  readonly dashboard: () => Dashboard
  readonly request: () => Fate
  /** The status that an interest of that stream is refused with, if it is. */
  readonly interestRefusal: (stream: string) => number | undefined
  /** Says what must never happen. */
  readonly report: (violation: string) => void
}

/** What a mutant may put between stream and browser. */
export type StreamSeams = {
  readonly lastEventId: (id: string | null) => string | null
  readonly message: (
    deliver: SourceHandlers['onMessage'],
    stream: string,
  ) => SourceHandlers['onMessage']
}

const CONNECTING = 0
const OPEN = 1
const CLOSED = 2

/** A browser's EventSource: it reconnects by itself, with Last-Event-ID, unless it was refused. */
export class FakeEventSource implements Source {
  readonly #network: Network
  readonly #id: string
  readonly #handlers: SourceHandlers
  readonly #seams: StreamSeams
  readonly #deliver: SourceHandlers['onMessage']
  #lastEventId = ''
  #stream: EventStream | undefined
  readyState = CONNECTING
  /** How old the last message was when it arrived (ms). */
  transit = 0

  constructor(network: Network, id: string, handlers: SourceHandlers, seams: StreamSeams) {
    this.#network = network
    this.#id = id
    this.#handlers = handlers
    this.#seams = seams
    this.#deliver = seams.message(handlers.onMessage, id)
    this.#connect()
  }

  /** For faults. */
  get stream(): EventStream | undefined {
    return this.#stream
  }

  close(): void {
    this.readyState = CLOSED
    this.#stream?.close()
    this.#stream = undefined
  }

  #connect(): void {
    const { clock, weather } = this.#network
    clock.setTimer(() => this.#ask(), weather.delay())
  }

  #ask(): void {
    if (this.readyState === CLOSED) return
    const { request, dashboard } = this.#network
    const fate = dashboard().isUp ? request() : 'lost'
    if (fate === 'arrives') this.#open(dashboard())
    else this.#broken(fate === 'refused')
  }

  #open(dashboard: Dashboard): void {
    const { clock, weather } = this.#network
    const abort = new AbortController()
    const stream: EventStream = new EventStream(clock, weather, abort, {
      arrived: (data, id) => {
        if (this.#stream === stream) this.#arrived(data, id, madeAt.shift() ?? clock.now())
      },
      broken: () => {
        if (this.#stream === stream) this.#broken(false)
      },
    })
    this.#stream = stream
    const lastEventId = this.#seams.lastEventId(this.#lastEventId || null)
    const { body, madeAt } = dashboard.openEvents(this.#id, lastEventId, abort.signal)
    void stream.carry(body)
  }

  #arrived(data: string, id: string | undefined, madeAt: number): void {
    this.readyState = OPEN
    if (id !== undefined) this.#lastEventId = id
    this.transit = this.#network.clock.now() - madeAt
    this.#deliver(data, this.#lastEventId)
  }

  #broken(refused: boolean): void {
    this.#stream = undefined
    this.readyState = refused ? CLOSED : CONNECTING
    const { clock, chance } = this.#network
    if (!refused) clock.setTimer(() => this.#ask(), chance.between(1_000, 3_000))
    this.#handlers.onError()
  }
}
