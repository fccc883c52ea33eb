import type { Duplex } from 'node:stream'
import type { SessionOptions, World } from '@/lib/server/zookeeper/session'
import type { Cause, Failure } from '@/lib/znode/cause'
import { failureOf } from './causes'
import { Framer } from './framing'
import { Reader } from './jute-reader'
import { Writer } from './jute-writer'

/** The largest frame accepted before the handshake is over, and how many may wait. */
const HANDSHAKE_FRAME_BYTES = 64 * 1024
const HANDSHAKE_FRAMES = 16

const CLOSED: Failure = { cause: 'closed', detail: 'The server closed the connection' }
const NOT_ZOOKEEPER = 'The server does not speak ZooKeeper’s protocol'

export type Server = { readonly host: string; readonly port: number }

export type WireSink = {
  readonly frame: (reader: Reader) => void
  /** A reply of `length` bytes was skipped; `reader` stands at its header. */
  readonly oversized: (reader: Reader, length: number) => void
  readonly drained: () => void
  readonly closed: (failure: Failure) => void
}

/** One connection to one server: frames in, frames out, corked per tick. It never throws. */
export class Wire {
  readonly #world: World
  readonly #socket: Duplex | null
  readonly #framer = new Framer(HANDSHAKE_FRAME_BYTES)
  readonly #reader = new Reader()
  readonly #writer = new Writer()
  readonly #frames = {
    frame: (buffer: Buffer, start: number, end: number) => this.#onFrame(buffer, start, end),
    oversized: (header: Buffer, length: number) => this.#onOversized(header, length),
  }
  #sink: WireSink | null = null
  #inbox: Buffer[] = []
  #wake: (() => void) | null = null
  #timer: unknown = null
  #flushing = false
  #blocked = false
  #open = false
  /** Why the connection ended; null while it lasts. */
  ended: Failure | null = null
  /** Whether the server itself closed the connection after it had accepted it. */
  turnedAway = false
  /** Bytes that arrived. */
  received = 0

  constructor(
    world: World,
    readonly server: Server,
    tls: SessionOptions['tls'],
  ) {
    this.#world = world
    this.#socket = this.#dial(tls)
  }

  /** A certificate that cannot be read, or a port that is none, throws at once. */
  #dial(tls: SessionOptions['tls']): Duplex | null {
    try {
      const socket = this.#world.connect(this.server, tls)
      socket.once(tls ? 'secureConnect' : 'connect', () => this.#onOpen())
      socket.on('data', (chunk: Buffer) => this.#onData(chunk))
      socket.on('drain', () => this.#onDrain())
      socket.on('error', (error) => this.#lose(failureOf(error)))
      socket.on('end', () => this.#lose(CLOSED))
      socket.on('close', () => this.#lose(CLOSED))
      return socket
    } catch (error) {
      this.ended = failureOf(error)
      return null
    }
  }

  /** Monotonic ms, by the clock of whoever opened it. */
  now(): number {
    return this.#world.now()
  }

  /** Whether more should not be written before `drained`. */
  get blocked(): boolean {
    return this.#blocked
  }

  /** Resolves once connected; false when that failed. */
  async opened(): Promise<boolean> {
    while (!this.#open && this.ended === null) await this.#woken()
    return this.ended === null
  }

  /** The next frame of the handshake; null when the connection ended first. */
  async next(): Promise<Reader | null> {
    for (;;) {
      const frame = this.#inbox.shift()
      if (frame) return new Reader().reset(frame, 0, frame.length)
      if (this.ended !== null) return null
      await this.#woken()
    }
  }

  /** Ends the connection after `ms`, unless called again first; null takes the deadline away. */
  deadline(ms: number | null, reason = '', cause: Cause = 'timed-out') {
    if (this.#timer !== null) this.#world.clearTimer(this.#timer)
    this.#timer = ms === null ? null : this.#world.setTimer(() => this.destroy(reason, cause), ms)
  }

  /** The handshake is over: frames go to `sink` from now on, up to `maxFrameBytes` each. */
  listen(sink: WireSink, maxFrameBytes: number) {
    this.#sink = sink
    this.#framer.limit = maxFrameBytes
    this.#framer.skips = true
    for (const frame of this.#inbox.splice(0)) this.#onFrame(frame, 0, frame.length)
    if (this.ended !== null) sink.closed(this.ended)
  }

  /** Encodes a frame, to leave with this tick's others; returns its size. Too large: not sent. */
  send(encode: (writer: Writer) => void, limit?: number): number {
    const size = this.#writer.frame(encode, limit)
    if (!this.#flushing) {
      this.#flushing = true
      process.nextTick(() => this.#flush())
    }
    return size
  }

  destroy(detail: string, cause: Cause = 'other') {
    this.#end({ cause, detail })
  }

  #flush() {
    this.#flushing = false
    if (this.ended !== null || this.#writer.pending === 0) return
    this.#blocked = this.#socket?.write(this.#writer.take()) === false
  }

  #onOpen() {
    this.#open = true
    this.#wake?.()
  }

  #onDrain() {
    this.#blocked = false
    this.#sink?.drained()
  }

  #onData(chunk: Buffer) {
    if (this.ended !== null) return
    this.received += chunk.length
    const hostile = this.#framer.feed(chunk, this.#frames)
    if (hostile !== undefined) this.destroy(NOT_ZOOKEEPER, 'not-zookeeper')
  }

  #onFrame(buffer: Buffer, start: number, end: number) {
    if (this.ended !== null) return
    if (this.#sink) {
      this.#sink.frame(this.#reader.reset(buffer, start, end))
      return
    }
    if (this.#inbox.length === HANDSHAKE_FRAMES)
      this.destroy('The server talks out of turn', 'not-zookeeper')
    else this.#inbox.push(Buffer.from(buffer.subarray(start, end)))
    this.#wake?.()
  }

  #onOversized(header: Buffer, length: number) {
    if (this.ended === null) {
      this.#sink?.oversized(this.#reader.reset(header, 0, header.length), length)
    }
  }

  #lose(failure: Failure) {
    if (this.ended !== null) return
    this.turnedAway = this.#open
    this.#end(failure)
  }

  #end(failure: Failure) {
    if (this.ended !== null) return
    this.ended = failure
    this.deadline(null)
    this.#socket?.destroy()
    this.#inbox = []
    this.#wake?.()
    this.#sink?.closed(failure)
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }
}
