import type { VirtualClock } from './virtual-clock'

type Packet = { readonly made: number; readonly messages: Array<() => void> }

/** What may happen to a packet on its way; drawn anew for each. */
export type Weather = {
  /** How long a packet travels (ms). */
  readonly delay: () => number
  /** How many messages of a packet arrive before the connection is cut; undefined: all, uncut. */
  readonly cutAfter: (messages: number) => number | undefined
}

/** One direction of a connection: in order, late, and without what was under way when it is cut. */
export class Wire {
  readonly #clock: VirtualClock
  readonly #weather: Weather
  readonly #onCut: () => void
  #packet: Packet | undefined
  #lastAt = 0
  #heldUntil = 0
  #dead = false
  #cut = false

  constructor(clock: VirtualClock, weather: Weather, onCut: () => void) {
    this.#clock = clock
    this.#weather = weather
    this.#onCut = onCut
  }

  /** `arrive` runs at the other end. What is sent at one moment travels together. */
  send(arrive: () => void): void {
    if (this.#cut) return
    if (this.#packet?.made === this.#clock.now()) {
      this.#packet.messages.push(arrive)
      return
    }
    const packet: Packet = { made: this.#clock.now(), messages: [arrive] }
    this.#packet = packet
    const at = Math.max(this.#lastAt, packet.made + this.#weather.delay(), this.#heldUntil)
    this.#lastAt = at
    this.#clock.setTimer(() => this.#deliver(packet), at - packet.made)
  }

  /** What is sent from now on arrives after `ms` at the earliest. */
  hold(ms: number): void {
    this.#heldUntil = this.#clock.now() + ms
  }

  /** Nothing arrives any more and nobody is told. */
  die(): void {
    this.#dead = true
  }

  /** What is under way is lost. */
  cut(): void {
    this.#cut = true
  }

  #deliver(packet: Packet): void {
    if (this.#packet === packet) this.#packet = undefined
    if (this.#dead || this.#cut) return
    const most = this.#weather.cutAfter(packet.messages.length)
    for (const arrive of packet.messages.slice(0, most)) if (!this.#cut) arrive()
    if (most !== undefined && !this.#cut) this.#onCut()
  }
}
