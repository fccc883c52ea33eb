import type { StreamMessage } from '@/lib/api/events'
import type { Source, Surroundings, TimerId } from './environment'

export type StreamHandlers = {
  /** `id` is the event's place, `<epoch>-<seq>`, or that of the last one that had a place. */
  readonly onMessage: (message: StreamMessage, id: string) => void
  /** Nothing arrives until the stream is open again. */
  readonly onBroken: () => void
  /** It was refused because as many browsers watch as may. */
  readonly onCrowded: () => void
}

/** A stream that stays silent this long is dead, whatever the browser believes (ms). */
const DEAD_MS = 12_000
const WATCH_MS = 1_000
const FIRST_RETRY_MS = 300
const MAX_RETRY_MS = 10_000
const CLOSED = 2

/**
 * Keeps one event stream open. While the browser itself reconnects, it sends Last-Event-ID and
 * nothing is lost; a refused or dead stream is opened anew after 0.3 s, then 1–10 s, with jitter.
 */
export class EventStream {
  readonly #cluster: string
  readonly #id: string
  readonly #surroundings: Surroundings
  readonly #handlers: StreamHandlers
  #source: Source | undefined
  #heard: number
  #failures = 0
  #retry: TimerId | undefined
  #watcher: TimerId | undefined
  #closed = false

  constructor(cluster: string, id: string, surroundings: Surroundings, handlers: StreamHandlers) {
    this.#cluster = cluster
    this.#id = id
    this.#surroundings = surroundings
    this.#handlers = handlers
    this.#heard = surroundings.now()
    this.#connect()
    this.#watch()
  }

  /** ms since anything arrived. */
  get silence(): number {
    return this.#surroundings.now() - this.#heard
  }

  /** Opens it anew, as after a break. */
  reopen(): void {
    if (this.#source) this.#reopen()
  }

  /** Ends the pause before the next attempt. */
  hurry(): void {
    if (this.#source || this.#retry === undefined) return
    this.#surroundings.clearTimer(this.#retry)
    void this.#askAndConnect()
  }

  close(): void {
    this.#closed = true
    this.#source?.close()
    this.#surroundings.clearTimer(this.#retry)
    this.#surroundings.clearTimer(this.#watcher)
  }

  #connect(): void {
    if (this.#closed) return
    this.#heard = this.#surroundings.now()
    const source: Source = this.#surroundings.openSource(this.#cluster, this.#id, {
      onMessage: (data, lastEventId) => {
        this.#heard = this.#surroundings.now()
        this.#failures = 0
        this.#handlers.onMessage(JSON.parse(data), lastEventId)
      },
      onError: () => {
        if (source.readyState === CLOSED) this.#reopen()
        else this.#handlers.onBroken()
      },
    })
    this.#source = source
  }

  #reopen(): void {
    this.#source?.close()
    this.#source = undefined
    this.#handlers.onBroken()
    this.#failures += 1
    this.#surroundings.clearTimer(this.#retry)
    this.#retry = this.#surroundings.setTimer(() => void this.#askAndConnect(), this.#delay())
  }

  /** EventSource does not say why it was refused; asking for the session does, or signs in. */
  async #askAndConnect(): Promise<void> {
    this.#retry = undefined
    try {
      const session = await this.#surroundings.request('readSession', {})
      if (session.isFull && !this.#closed) this.#handlers.onCrowded()
    } catch {
      // Unreachable as well: the stream itself finds out when that is over.
    }
    this.#connect()
  }

  #delay(): number {
    const chance = this.#surroundings.random()
    if (this.#failures <= 1) return FIRST_RETRY_MS * (1 + chance)
    const ceiling = Math.min(MAX_RETRY_MS, 1_000 * 2 ** (this.#failures - 1))
    return 1_000 + chance * (ceiling - 1_000)
  }

  #watch(): void {
    if (this.#closed) return
    if (this.#source && this.silence > DEAD_MS) this.#reopen()
    this.#watcher = this.#surroundings.setTimer(() => this.#watch(), WATCH_MS)
  }
}
