import { Duplex } from 'node:stream'
import type { VirtualClock } from '@/e2e/simulation/time/virtual-clock'
import type { Ensemble } from '@/e2e/simulation/zookeeper/ensemble'
import type { Server } from '@/e2e/simulation/zookeeper/server'
import { ServerConnection } from '@/e2e/simulation/zookeeper/server-connection'
import type { ZnodePath } from '@/lib/znode/path'
import { type Weather, Wire } from './wire'

const TRICKLE_MS = 300
/** Bytes of an answer that never comes whole. */
const LARGE = 3_000_000

export type Terrain = {
  readonly clock: VirtualClock
  readonly weather: Weather
  readonly ensemble: Ensemble
  /** Whether a connection to that server can be made now. */
  readonly reachable: (server: Server) => boolean
  /** How a read fails although the server is well; 0: it does not. */
  readonly mishap: () => number
}

/** What is noted of a connection. */
export type Notes = {
  /** The stat of `path` was asked for. */
  readonly asked: (path: ZnodePath) => void
  /** Bytes of the server reached the engine. */
  readonly heard: () => void
}

/** The engine's end of a connection. */
class Socket extends Duplex {
  readonly #written: (bytes: Buffer) => void
  readonly #gone: () => void

  constructor(written: (bytes: Buffer) => void, gone: () => void) {
    super()
    this.#written = written
    this.#gone = gone
  }

  override _read(): void {
    // Bytes are pushed as they arrive.
  }

  override _write(bytes: Buffer, _: BufferEncoding, done: () => void): void {
    this.#written(bytes)
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#gone()
    done(error)
  }
}

/** A connection of the engine to one server, which takes bytes and loses them. */
export class Link {
  readonly socket: Socket
  readonly #up: Wire
  readonly #down: Wire
  readonly #clock: VirtualClock
  #connection: ServerConnection | undefined

  constructor(terrain: Terrain, host: string, notes: Notes) {
    const { clock, weather } = terrain
    this.#clock = clock
    this.socket = new Socket(
      (bytes) => this.#up.send(bytes),
      () => this.#up.finish(),
    )
    this.#up = new Wire(clock, weather, {
      arrived: (bytes) => this.#connection?.receive(Buffer.from(bytes)),
      ended: () => this.#connection?.gone(),
      broke: () => this.cut(),
    })
    this.#down = new Wire(clock, weather, {
      arrived: (bytes) => {
        notes.heard()
        this.socket.push(bytes)
      },
      ended: () => this.socket.push(null),
      broke: () => this.cut(),
    })
    clock.setTimer(() => this.#connect(terrain, host, notes), weather.delay())
  }

  cut(): void {
    this.#up.cut()
    this.#down.cut()
    this.#connection?.gone()
    this.socket.destroy(new Error('The connection was cut'))
  }

  /** Neither end hears from the other any more. */
  freeze(): void {
    this.#up.die()
    this.#down.die()
  }

  /** The server begins a large answer, of which a byte comes now and then for `ms`; then it ends. */
  trickle(ms: number): void {
    this.#down.die()
    const length = Buffer.alloc(4)
    length.writeInt32BE(LARGE)
    this.socket.push(length)
    const end = this.#clock.now() + ms
    const drip = () => {
      if (this.socket.destroyed) return
      if (this.#clock.now() >= end) this.cut()
      else {
        this.socket.push(Buffer.alloc(1))
        this.#clock.setTimer(drip, TRICKLE_MS)
      }
    }
    drip()
  }

  /** Nothing moves for `ms`, and nothing is lost. */
  stall(ms: number): void {
    this.#up.hold(ms)
    this.#down.hold(ms)
  }

  #connect({ ensemble, reachable, mishap }: Terrain, host: string, { asked }: Notes) {
    const server = ensemble.server(host)
    if (this.socket.destroyed) return
    if (!server || !reachable(server)) {
      this.socket.destroy(new Error('The connection was refused'))
      return
    }
    this.#connection = new ServerConnection(server, ensemble, {
      send: (bytes) => this.#down.send(bytes),
      close: () => this.#down.finish(),
      asked,
      mishap,
    })
    this.socket.emit('connect')
  }
}
