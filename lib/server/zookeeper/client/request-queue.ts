import { FairQueue } from '@/lib/server/collections/fair-queue'
import { Fifo } from '@/lib/server/collections/fifo'
import type { World } from '@/lib/server/zookeeper/session'
import { ZnodeError } from '@/lib/znode/znode-error'
import type { Ticket } from './pending-request'

/** Requests on their way at once; the others wait here. */
const WINDOW = 1000
/** Of them, requests of one party. */
const SHARE = 256
/** So many on their way keep the server busy. */
const BUSY = 256
/** What a busy session adds leaves by so many at a time: in one write, instead of one for each. */
const TOGETHER = 128
/** What is asked for by nobody in particular. */
const OURS = ''
/** Requests waiting at most. */
const MOST_WAITING = 200_000

/** A ticket whatever it answers. */
export type AnyTicket = Pick<
  Ticket<unknown>,
  | 'operation'
  | 'deadline'
  | 'party'
  | 'xid'
  | 'sent'
  | 'sentAt'
  | 'settled'
  | 'answer'
  | 'fail'
  | 'abandon'
>

type Loss = 'connection-lost' | 'auth-failed'

/**
 * Which requests wait and which are on their way, in order, and their deadlines. Those who share
 * the session are served in turns.
 */
export class Ledger {
  readonly #world: World
  readonly #waiting = new FairQueue<AnyTicket>()
  readonly #sent = new Fifo<AnyTicket>()
  /** Requests on their way, by party. */
  readonly #shares = new Map<string, number>()
  #timer: unknown = null

  constructor(world: World) {
    this.#world = world
  }

  get waiting(): number {
    return this.#waiting.size
  }

  add(ticket: AnyTicket) {
    if (this.#waiting.size >= MOST_WAITING) {
      const detail = 'Too many requests wait for ZooKeeper'
      ticket.fail(new ZnodeError('too-many', ticket.operation.path, { detail }))
      return
    }
    this.#waiting.push(ticket.party ?? OURS, ticket)
    this.#arm(ticket)
  }

  /** Whether what waits should leave now, rather than later with more. */
  get due(): boolean {
    const sent = this.#sent.size
    return sent < BUSY || Math.min(this.#waiting.size, WINDOW - sent) >= TOGETHER
  }

  /** The next request to send; undefined when there is none or the window is full. */
  next(): AnyTicket | undefined {
    while (this.#sent.size < WINDOW) {
      const ticket = this.#waiting.shift((party) => this.#hasShareLeft(party))
      if (!ticket?.settled) return ticket
    }
    return undefined
  }

  #hasShareLeft(party: string): boolean {
    return party === OURS || (this.#shares.get(party) ?? 0) < SHARE
  }

  /** Notes that `ticket` is on its way. */
  send(ticket: AnyTicket) {
    ticket.sent = true
    ticket.sentAt = this.#world.now()
    this.#sent.push(ticket)
    this.#count(ticket, 1)
    this.#arm(ticket)
  }

  /** The request that the next reply answers. */
  answered(): AnyTicket | undefined {
    const ticket = this.#sent.shift()
    if (ticket) this.#count(ticket, -1)
    return ticket
  }

  #count({ party }: AnyTicket, by: number) {
    if (party === undefined) return
    const count = (this.#shares.get(party) ?? 0) + by
    if (count > 0) this.#shares.set(party, count)
    else this.#shares.delete(party)
  }

  /** Fails everything: what was not sent never will be. */
  lose(detail: string, code: Loss = 'connection-lost') {
    this.#shares.clear()
    for (const ticket of this.#sent.drain()) ticket.abandon(code, detail)
    this.refuse(code, detail)
    if (this.#timer !== null) this.#world.clearTimer(this.#timer)
    this.#timer = null
  }

  /** Fails what was not sent. */
  refuse(code: Loss, detail: string) {
    for (const ticket of this.#waiting.drain()) ticket.abandon(code, detail)
  }

  #arm(ticket: AnyTicket) {
    if (this.#timer !== null) return
    const delay = Math.max(1, ticket.deadline - this.#world.now())
    this.#timer = this.#world.setTimer(() => this.#sweep(), delay)
  }

  #sweep() {
    this.#timer = null
    const now = this.#world.now()
    let first: AnyTicket | undefined
    const take = (ticket: AnyTicket | undefined) => {
      if (ticket && !(first && first.deadline <= ticket.deadline)) first = ticket
    }
    for (let index = 0; index < this.#sent.size; index++)
      take(unlessLate(this.#sent.at(index), now))
    // Every request has the same time, so that what waits is in the order of its deadlines.
    for (const queue of this.#waiting.queues()) take(expire(queue, now))
    if (first) this.#arm(first)
  }
}

/** Fails what is past its deadline; returns the first that still has time. */
function expire(queue: Fifo<AnyTicket>, now: number): AnyTicket | undefined {
  for (let index = 0; index < queue.size; index++) {
    const inTime = unlessLate(queue.at(index), now)
    if (inTime) return inTime
  }
  return undefined
}

/** The request if it may still be answered; fails it where its deadline has passed. */
function unlessLate(ticket: AnyTicket | undefined, now: number): AnyTicket | undefined {
  if (!ticket || ticket.settled) return undefined
  if (ticket.deadline > now) return ticket
  ticket.abandon('deadline', 'ZooKeeper did not answer in time')
  return undefined
}
