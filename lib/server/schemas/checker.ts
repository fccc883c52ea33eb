import 'server-only'
import { FairQueue } from '@/lib/server/collections/fair-queue'
import { ZnodeError } from '@/lib/znode/znode-error'
import type { Said, Violation } from './check-protocol'
import { CheckWorker } from './check-worker'
import type { ValueSchema } from './value-schema'

/** Why a text was not checked to the end. */
export type Unchecked = 'too-slow' | 'too-large' | 'too-deep' | 'failed'

/** What a check found; `unchecked` null: that is all there is, up to the first 50. */
export type Checked = {
  readonly violations: readonly Violation[]
  readonly unchecked: Unchecked | null
}

export type Checking = {
  /** Whose turn it takes. */
  readonly party: string
  readonly schemas: readonly ValueSchema[]
  readonly text: string
  /** Nobody waits for it any more. */
  readonly signal: AbortSignal
}

/** Longer texts (in UTF-16 code units) are not checked. */
const MAX_TEXT_LENGTH = 2_000_000
/** How long a check may take (ms), and how long starting a thread and compiling may. */
const CHECK_MS = 1_000
const BEGIN_MS = 10_000
/** Checks that one party may have waiting, and all together. */
const MAX_OF_PARTY = 3
const MAX_WAITING = 64
/** A thread that nobody needs for this long is ended (ms). */
const IDLE_MS = 60_000

type Order = Checking & {
  readonly resolve: (checked: Checked) => void
}

/**
 * Checks texts by JSON Schemas in a thread of its own: how long that takes is up to whoever wrote
 * the schema and the value. One at a time, in turns among those who ask; what takes too long is
 * ended with its thread.
 */
export class Checker {
  readonly #waiting = new FairQueue<Order>()
  #worker: CheckWorker | undefined
  #running: Order | undefined
  #jobs = 0
  #first: readonly Violation[] = []
  #timer: NodeJS.Timeout | undefined
  readonly #checkMs: number

  constructor(checkMs = CHECK_MS) {
    this.#checkMs = checkMs
  }

  /** Rejects with `too-many`. */
  check(checking: Checking): Promise<Checked> {
    const { party, schemas, text } = checking
    if (schemas.length === 0) return Promise.resolve({ violations: [], unchecked: null })
    if (text.length > MAX_TEXT_LENGTH)
      return Promise.resolve({ violations: [], unchecked: 'too-large' })
    this.#waiting.prune(({ signal }) => signal.aborted)
    if (this.#waiting.sizeOf(party) >= MAX_OF_PARTY || this.#waiting.size >= MAX_WAITING)
      return Promise.reject(
        new ZnodeError('too-many', '', { detail: 'Checks of other texts are under way' }),
      )
    return new Promise((resolve) => {
      this.#waiting.push(party, { ...checking, resolve })
      this.#next()
    })
  }

  /** Ends the thread; what is under way is not answered any more. */
  close(): void {
    this.#endWorker()
    this.#running = undefined
    this.#waiting.drain()
  }

  #next(): void {
    if (this.#running) return
    this.#waiting.prune(({ signal }) => signal.aborted)
    const order = this.#waiting.shift()
    if (!order) {
      this.#arm(IDLE_MS, () => this.#endWorker())
      return
    }
    this.#running = order
    this.#jobs += 1
    this.#first = []
    this.#worker ??= new CheckWorker({
      onSaid: (said) => this.#onSaid(said),
      onDied: () => this.#giveUp('too-large'),
    })
    this.#arm(BEGIN_MS, () => this.#giveUp('too-slow'))
    const schemas = order.schemas.map(({ text }) => text)
    this.#worker.give({ id: this.#jobs, schemas, text: order.text })
  }

  #onSaid(said: Said): void {
    if (said.id !== this.#jobs || !this.#running) return
    switch (said.type) {
      case 'begun':
        this.#arm(this.#checkMs, () => this.#giveUp('too-slow'))
        return
      case 'first':
        this.#first = said.violations
        return
      case 'done':
        this.#settle(this.#running, { violations: said.violations, unchecked: null })
        return
      case 'failed':
        this.#giveUp(said.isTooDeep ? 'too-deep' : 'failed')
    }
  }

  /** The thread goes, and with it what it had begun. */
  #giveUp(unchecked: Unchecked): void {
    this.#endWorker()
    if (this.#running) this.#settle(this.#running, { violations: this.#first, unchecked })
  }

  #settle(order: Order, checked: Checked): void {
    this.#running = undefined
    order.resolve(checked)
    this.#next()
  }

  #endWorker(): void {
    clearTimeout(this.#timer)
    this.#worker?.end()
    this.#worker = undefined
  }

  #arm(ms: number, then: () => void): void {
    clearTimeout(this.#timer)
    // What the thread said while this one was busy is heard first.
    this.#timer = setTimeout(() => setImmediate(then), ms)
    this.#timer.unref()
  }
}
