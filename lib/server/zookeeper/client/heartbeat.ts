import { OP, XID } from '@/lib/server/zookeeper/protocol/opcodes'
import type { Wire } from '@/lib/server/zookeeper/protocol/socket-connection'
import type { World } from '@/lib/server/zookeeper/session'

/** Bytes per ms that a large answer brings at least while it is waited for beyond the silence. */
const MOVING = 64

export type Pace = {
  /** ms between pings. */
  readonly heartbeat: number
  /** The session timeout in ms. */
  readonly timeout: number
  /** When the request was sent that opened the connection's session. */
  readonly openedAt: number
}

/**
 * Pings one connection and ends it when nothing was answered for two thirds of the timeout. Bytes
 * alone prove nothing: a large answer that keeps moving is waited for three times as long.
 */
export class Heartbeat {
  readonly #pings: number[] = []
  readonly #world: World
  readonly #wire: Wire
  readonly #every: number
  readonly #silence: number
  #timer: unknown = null
  #receivedBefore = 0
  /** When the newest ping or request that was answered was sent. */
  #answered: number
  /** Round trip of the last answered ping in ms. */
  latency: number | null = null

  constructor(world: World, wire: Wire, { heartbeat, timeout, openedAt }: Pace) {
    this.#world = world
    this.#wire = wire
    this.#answered = openedAt
    this.#every = Math.max(1, Math.min(heartbeat, Math.floor(timeout / 3)))
    this.#silence = (timeout * 2) / 3
    this.#beat()
  }

  /**
   * When the newest ping or request was sent that was answered with all before it: a server answers
   * in order, so that what comes behind an unanswered ping proves nothing.
   */
  get lastAnswered(): number {
    return Math.min(this.#answered, this.#pings[0] ?? Number.POSITIVE_INFINITY)
  }

  /** Takes the answer to the oldest ping. */
  ponged() {
    const sentAt = this.#pings.shift()
    if (sentAt === undefined) return
    this.latency = this.#world.now() - sentAt
    this.answered(sentAt)
  }

  /** A request that was sent at `sentAt` was answered. */
  answered(sentAt: number) {
    this.#answered = Math.max(this.#answered, sentAt)
    this.#receivedBefore = this.#wire.received
  }

  stop() {
    this.#world.clearTimer(this.#timer)
  }

  #beat() {
    const now = this.#world.now()
    const unanswered = now - this.lastAnswered
    if (unanswered > this.#silence && !this.#isMoving(unanswered)) {
      this.#wire.destroy('The server answers nothing', 'silent')
      return
    }
    this.#pings.push(now)
    this.#wire.send((writer) => void writer.int(XID.ping).int(OP.ping))
    this.#timer = this.#world.setTimer(() => this.#beat(), this.#every)
  }

  #isMoving(unanswered: number): boolean {
    const received = this.#wire.received - this.#receivedBefore
    return received > unanswered * MOVING && unanswered < this.#silence * 3
  }
}
