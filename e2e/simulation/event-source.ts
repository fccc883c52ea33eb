import type { Source, SourceHandlers } from '@/lib/client/surroundings'
import type { Chance } from './chance'
import type { Dashboard } from './dashboard'
import { Stream } from './stream'
import type { VirtualClock } from './virtual-clock'
import type { Weather } from './wire'

export type Network = {
  readonly clock: VirtualClock
  readonly chance: Chance
  readonly weather: Weather
  readonly dashboard: () => Dashboard
  /** How a request fares before it reaches the dashboard. */
  readonly request: () => 'arrives' | 'lost' | 'refused'
  /** Says what must never happen. */
  readonly report: (violation: string) => void
}

/** What a mutant may put between stream and browser. */
export type StreamSeams = {
  readonly lastEventId: (id: string | null) => string | null
  readonly sink: (sink: (frame: Uint8Array) => void) => (frame: Uint8Array) => void
  readonly message: (deliver: SourceHandlers['onMessage']) => SourceHandlers['onMessage']
}

const CONNECTING = 0
const OPEN = 1
const CLOSED = 2

const decoder = new TextDecoder()

/** A browser's EventSource: it reconnects by itself, with Last-Event-ID, unless it was refused. */
export class FakeEventSource implements Source {
  readonly #network: Network
  readonly #id: string
  readonly #handlers: SourceHandlers
  readonly #seams: StreamSeams
  readonly #deliver: SourceHandlers['onMessage']
  #lastEventId = ''
  #stream: Stream | undefined
  readyState = CONNECTING
  /** How old the last message was when it arrived (ms). */
  transit = 0

  constructor(network: Network, id: string, handlers: SourceHandlers, seams: StreamSeams) {
    this.#network = network
    this.#id = id
    this.#handlers = handlers
    this.#seams = seams
    this.#deliver = seams.message(handlers.onMessage)
    this.#connect()
  }

  /** For faults. */
  get stream(): Stream | undefined {
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

  #open({ live }: Dashboard): void {
    const { clock, weather } = this.#network
    let leave: () => void = () => undefined
    const stream: Stream = new Stream(clock, weather, () => live.overflowFrame(), {
      arrived: (frame, madeAt) => this.#arrived(stream, frame, madeAt),
      broken: () => {
        if (this.#stream === stream) this.#broken(false)
      },
      left: () => leave(),
    })
    this.#stream = stream
    const lastEventId = this.#seams.lastEventId(this.#lastEventId || null)
    leave = live.attach(this.#id, lastEventId, this.#seams.sink(stream.send))
    if (stream.hasEnded) leave()
  }

  #arrived(stream: Stream, frame: Uint8Array, madeAt: number): void {
    if (this.#stream !== stream) return
    this.readyState = OPEN
    const text = decoder.decode(frame)
    const id = text.startsWith('id: ') ? text.slice(4, text.indexOf('\n')) : undefined
    if (id !== undefined) this.#lastEventId = id
    this.transit = this.#network.clock.now() - madeAt
    this.#deliver(text.slice(text.indexOf('data: ') + 6, -2), this.#lastEventId)
  }

  #broken(refused: boolean): void {
    this.#stream = undefined
    this.readyState = refused ? CLOSED : CONNECTING
    const { clock, chance } = this.#network
    if (!refused) clock.setTimer(() => this.#ask(), chance.between(1_000, 3_000))
    this.#handlers.onError()
  }
}
