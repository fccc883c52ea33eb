import { OP, XID } from './opcodes'
import type { World } from './session'
import type { Wire } from './wire'

/** Pings one connection and ends it when the server stays silent for two thirds of `timeout`. */
export class Heartbeat {
  readonly #pings: number[] = []
  readonly #world: World
  readonly #wire: Wire
  #timer: unknown = null
  /** Round trip of the last answered ping in ms. */
  latency: number | null = null

  constructor(world: World, wire: Wire, heartbeat: number, timeout: number) {
    this.#world = world
    this.#wire = wire
    const every = Math.max(1, Math.min(heartbeat, Math.floor(timeout / 3)))
    this.#beat(every, (timeout * 2) / 3)
  }

  /** Takes the answer to the oldest ping. */
  answered() {
    const sentAt = this.#pings.shift()
    if (sentAt !== undefined) this.latency = this.#world.now() - sentAt
  }

  stop() {
    this.#world.clearTimer(this.#timer)
  }

  #beat(every: number, silence: number) {
    const now = this.#world.now()
    if (now - this.#wire.lastHeard > silence) {
      this.#wire.destroy('The server fell silent')
      return
    }
    this.#pings.push(now)
    this.#wire.send((writer) => void writer.int(XID.ping).int(OP.ping))
    this.#timer = this.#world.setTimer(() => this.#beat(every, silence), every)
  }
}
