import type { VirtualClock } from '@/e2e/simulation/time/virtual-clock'
import { type Weather, Wire } from './wire'

type Ends = {
  /** The data of one event reached the browser, with its id if it had one. */
  readonly arrived: (data: string, id: string | undefined) => void
  /** The browser finds the stream broken. */
  readonly broken: () => void
}

/** The server learns so late of a reader that went without a word (ms). */
const HALF_OPEN_MS = 5_000

/** One response of `text/event-stream` on its way to one browser: it stalls, and it breaks. */
export class EventStream {
  readonly #clock: VirtualClock
  readonly #ends: Ends
  readonly #down: Wire
  readonly #abort: AbortController
  readonly #decoder = new TextDecoder()
  #text = ''
  #stalledUntil = 0
  #open = true

  /** `abort`: what tells the server that the reader has gone. */
  constructor(clock: VirtualClock, weather: Weather, abort: AbortController, ends: Ends) {
    this.#clock = clock
    this.#ends = ends
    this.#abort = abort
    this.#down = new Wire(clock, weather, {
      arrived: (bytes) => this.#parse(this.#decoder.decode(bytes, { stream: true })),
      ended: () => this.cut(true),
      broke: () => this.cut(true),
    })
  }

  /** Carries what the server sends until it ends. */
  async carry(body: ReadableStream<Uint8Array>): Promise<void> {
    const reader = body.getReader()
    while (this.#open) {
      const stalled = this.#stalledUntil - this.#clock.now()
      if (stalled > 0) await this.#clock.wait(stalled)
      const { done, value } = await reader.read()
      if (done) break
      this.#down.send(value)
    }
    this.#down.finish()
  }

  /** The reader takes nothing for `ms`. */
  stall(ms: number): void {
    this.#stalledUntil = Math.max(this.#stalledUntil, this.#clock.now() + ms)
  }

  /** What is under way is lost. `known`: the server learns at once. */
  cut(known: boolean): void {
    if (!this.#open) return
    this.#end()
    if (known) this.#abort.abort()
    else this.#clock.setTimer(() => this.#abort.abort(), HALF_OPEN_MS)
    this.#ends.broken()
  }

  /** Nothing arrives any more and nobody is told. */
  freeze(): void {
    this.#down.die()
  }

  /** The browser closed it. */
  close(): void {
    if (!this.#open) return
    this.#end()
    this.#abort.abort()
  }

  #end(): void {
    this.#open = false
    this.#down.cut()
  }

  #parse(text: string): void {
    const events = (this.#text + text).split('\n\n')
    this.#text = events.pop() ?? ''
    for (const event of events) {
      const fields = new Map(event.split('\n').map(toField))
      const data = fields.get('data')
      if (data !== undefined && this.#open) this.#ends.arrived(data, fields.get('id'))
    }
  }
}

function toField(line: string): [name: string, value: string] {
  const colon = line.indexOf(': ')
  return colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 2)]
}
