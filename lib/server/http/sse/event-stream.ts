import { FrameQueue } from './frame-queue'
import type { Streams } from './open-streams'

export type Sink = (frame: Uint8Array) => void

type Opening = {
  /** Aborts when the reader goes away. */
  readonly signal: AbortSignal
  readonly streams: Streams
  /** The session that asks. */
  readonly key: string
  /** Whether that session still stands. */
  readonly stands: () => boolean
  /** Begins to send; answers the way to stop. */
  readonly attach: (sink: Sink) => () => void
  /** Sent in place of everything that waits, when the reader is too slow; then the stream ends. */
  readonly overflow: () => Uint8Array
}

const HEARTBEAT_MS = 15_000
const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-content-type-options': 'nosniff',
  'x-accel-buffering': 'no',
}

const encoder = new TextEncoder()
const HEARTBEAT = encoder.encode(':\n\n')

/** An event stream with a bounded queue. Throws `too-many`. */
export function sse(opening: Opening): Response {
  const stream = new EventStream(opening)
  return new Response(stream.body, { headers: HEADERS })
}

class EventStream {
  readonly body: ReadableStream<Uint8Array>
  readonly #opening: Opening
  readonly #queue = new FrameQueue()
  readonly #heartbeat: NodeJS.Timeout
  readonly #leave: Array<() => void> = []
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined
  #ending = false

  constructor(opening: Opening) {
    this.#opening = opening
    this.body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller
      },
      pull: () => this.#flush(),
      cancel: () => this.#stop(),
    })
    const end = () => this.#end()
    this.#leave.push(opening.streams.add({ key: opening.key, end }))
    this.#heartbeat = setInterval(() => this.#beat(), HEARTBEAT_MS)
    opening.signal.addEventListener('abort', end, { once: true })
    this.#leave.push(() => opening.signal.removeEventListener('abort', end))
    this.#send(encoder.encode(`retry: ${1_000 + Math.floor(Math.random() * 2_000)}\n\n`))
    const leave = opening.attach((frame) => this.#send(frame))
    if (this.#ending) leave()
    else this.#leave.push(leave)
    if (opening.signal.aborted) end()
  }

  #send(frame: Uint8Array): void {
    if (this.#ending) return
    if (this.#queue.push(frame)) {
      this.#opening.streams.turns.take(this.#flush)
      return
    }
    this.#queue.clear()
    this.#queue.push(this.#opening.overflow())
    this.#end()
  }

  /** Hands over what waits, as far as the reader asks for it. */
  readonly #flush = (): void => {
    const controller = this.#controller
    if (!controller || (controller.desiredSize ?? 0) <= 0) return
    const chunk = this.#queue.take()
    if (chunk) controller.enqueue(chunk)
    else if (this.#ending) this.#close(controller)
  }

  #beat(): void {
    if (this.#opening.stands()) this.#send(HEARTBEAT)
    else this.#end()
  }

  /** Nothing further is taken; what waits is still handed over. */
  #end(): void {
    if (this.#ending) return
    this.#stop()
    this.#flush()
    if (this.#opening.signal.aborted && this.#controller) this.#close(this.#controller)
  }

  #close(controller: ReadableStreamDefaultController<Uint8Array>): void {
    this.#controller = undefined
    controller.close()
  }

  #stop(): void {
    this.#ending = true
    clearInterval(this.#heartbeat)
    for (const leave of this.#leave.splice(0)) leave()
  }
}
