import type { VirtualClock } from '@/e2e/simulation/time/virtual-clock'

/** What may happen to bytes on their way; drawn anew for each packet. */
export type Weather = {
  /** How long a packet travels (ms). */
  readonly delay: () => number
  /** How many bytes of a packet arrive before the connection is cut; undefined: all, uncut. */
  readonly cutAfter: (bytes: number) => number | undefined
}

type Ends = {
  /** `sentAt`: when the bytes set out (ms). */
  readonly arrived: (bytes: Uint8Array, sentAt: number) => void
  /** The other end has sent its last byte. */
  readonly ended: () => void
  /** The connection broke in the middle of a packet. */
  readonly broke: () => void
}

type Packet = { readonly sentAt: number; readonly parts: Uint8Array[]; isLast: boolean }

/** One direction of a connection: in order, late, and without what was under way when it is cut. */
export class Wire {
  readonly #clock: VirtualClock
  readonly #weather: Weather
  readonly #ends: Ends
  #packet: Packet | undefined
  #lastAt = 0
  #heldUntil = 0
  #dead = false
  #cut = false

  constructor(clock: VirtualClock, weather: Weather, ends: Ends) {
    this.#clock = clock
    this.#weather = weather
    this.#ends = ends
  }

  /** What is sent at one moment travels together. */
  send(bytes: Uint8Array): void {
    this.#next()?.parts.push(bytes)
  }

  /** Says, behind what was sent, that nothing follows. */
  finish(): void {
    const packet = this.#next()
    if (packet) packet.isLast = true
  }

  /** What is sent from now on arrives after `ms` at the earliest. */
  hold(ms: number): void {
    this.#heldUntil = Math.max(this.#heldUntil, this.#clock.now() + ms)
  }

  /** Nothing arrives any more and nobody is told. */
  die(): void {
    this.#dead = true
  }

  /** What is under way is lost. */
  cut(): void {
    this.#cut = true
  }

  #next(): Packet | undefined {
    if (this.#cut) return undefined
    const now = this.#clock.now()
    if (this.#packet?.sentAt === now) return this.#packet
    const packet: Packet = { sentAt: now, parts: [], isLast: false }
    this.#packet = packet
    this.#lastAt = Math.max(this.#lastAt, now + this.#weather.delay(), this.#heldUntil)
    this.#clock.setTimer(() => this.#deliver(packet), this.#lastAt - now)
    return packet
  }

  #deliver(packet: Packet): void {
    if (this.#packet === packet) this.#packet = undefined
    if (this.#dead || this.#cut) return
    const { parts, sentAt } = packet
    const bytes = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)
    const most = this.#weather.cutAfter(bytes.length)
    const arrived = most === undefined ? bytes : bytes.subarray(0, most)
    if (arrived.length > 0) this.#ends.arrived(arrived, sentAt)
    if (this.#cut) return
    if (most !== undefined) this.#ends.broke()
    else if (packet.isLast) this.#ends.ended()
  }
}
