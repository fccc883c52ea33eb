import type { ClusterState } from '@/lib/api/cluster'
import type { StreamMessage } from '@/lib/api/events'
import { type ClusterView, type Heard, liveFor, sameView, viewOf } from './cluster-view'
import { EventStream } from './stream'
import type { Surroundings, TimerId } from './surroundings'

export type LiveEvent = {
  /** `<epoch>-<seq>`: its place in the stream. */
  readonly id: string
  readonly message: Extract<StreamMessage, { type: 'change' | 'children' }>
}

type Hooks = {
  /** The stream stands; `resumed`: nothing was missed. */
  readonly opened: (resumed: boolean) => void
  readonly broken: () => void
  /** Something was recorded. */
  readonly recorded: () => void
  /** Changes were missed; of a new ensemble no older zxid means anything. */
  readonly reset: (isNewEnsemble: boolean, epoch: string) => void
  readonly events: (events: readonly LiveEvent[]) => void
  /** Events wait for `drain`. */
  readonly waiting: () => void
  /** The state pill changed. */
  readonly stateChanged: () => void
}

/** How often the claim to be live is judged anew (ms). */
const PULSE_MS = 500

/** More events than this that nobody drains: what they are about is read again instead (I10). */
const MAX_WAITING = 10_000

/** One cluster's stream as its reader needs it: each event once, in order, and honest liveness. */
export class LiveFeed {
  readonly #surroundings: Surroundings
  readonly #hooks: Hooks
  readonly #stream: EventStream
  #inbox: LiveEvent[] = []
  #epoch: string | undefined
  #seq = 0
  #heard: Heard | undefined
  #broken: boolean | 'crowded' = false
  #pulse: TimerId | undefined
  #view: ClusterView

  constructor(cluster: string, streamId: string, surroundings: Surroundings, hooks: Hooks) {
    this.#surroundings = surroundings
    this.#hooks = hooks
    this.#view = viewOf(undefined, surroundings.now(), false)
    this.#stream = new EventStream(cluster, streamId, surroundings, {
      onMessage: (message, id) => this.#onMessage(message, id),
      onBroken: () => this.#onBroken(true),
      onCrowded: () => this.#onBroken('crowded'),
    })
    this.#judge()
  }

  get view(): ClusterView {
    return this.#view
  }

  /** Hands over the events that came since the last time. */
  drain(): void {
    if (this.#inbox.length === 0) return
    const events = this.#inbox
    this.#inbox = []
    this.#hooks.events(events)
  }

  close(): void {
    this.#stream.close()
    this.#surroundings.clearTimer(this.#pulse)
  }

  #onMessage(message: StreamMessage, id: string): void {
    this.#broken = false
    switch (message.type) {
      case 'change':
      case 'children':
        if (!this.#isNext(id)) return
        this.#put({ id, message })
        return
      case 'state': {
        const { type: _, ...state } = message
        this.#hear(state)
        return
      }
      case 'recorded':
        this.#hooks.recorded()
        return
      case 'hello':
        if (!message.resumed) this.#reset(message.epoch, false)
        this.#hear(message.state)
        this.#hooks.opened(message.resumed)
        // Of what was recorded while it was broken it does not tell.
        this.#hooks.recorded()
        return
      case 'reset':
        this.#reset(message.epoch, message.reason === 'epoch')
    }
  }

  #put(event: LiveEvent): void {
    this.#inbox.push(event)
    if (this.#inbox.length > MAX_WAITING) {
      this.#inbox = []
      this.#hooks.reset(false, this.#epoch ?? '')
    }
    this.#hooks.waiting()
  }

  #reset(epoch: string, isNewEnsemble: boolean): void {
    this.drain()
    if (this.#epoch !== epoch) this.#seq = 0
    this.#epoch = epoch
    this.#hooks.reset(isNewEnsemble, epoch)
  }

  /** An event that came already, before a reconnect, is not shown twice (I2). */
  #isNext(id: string): boolean {
    const cut = id.lastIndexOf('-')
    if (cut < 0 || id.slice(0, cut) !== this.#epoch) return true
    const seq = Number(id.slice(cut + 1))
    if (seq <= this.#seq) return false
    this.#seq = seq
    return true
  }

  #hear(state: ClusterState): void {
    this.#heard = { state, at: this.#surroundings.now() }
    this.#judge()
  }

  #onBroken(how: true | 'crowded'): void {
    if (this.#broken !== 'crowded') this.#broken = how
    this.#hooks.broken()
    this.#judge()
  }

  /** Judges, and again when the claim to be live ends: not a pulse later (I6). */
  #judge(): void {
    const { now, setTimer, clearTimer } = this.#surroundings
    const view = viewOf(this.#heard, now(), this.#broken)
    const left = view.view === 'live' && this.#heard ? liveFor(this.#heard, now()) : PULSE_MS
    clearTimer(this.#pulse)
    this.#pulse = setTimer(() => this.#judge(), Math.min(PULSE_MS, left + 1))
    if (sameView(view, this.#view)) return
    this.#view = view
    this.#hooks.stateChanged()
  }
}
