import type { ClusterState } from '@/lib/api/cluster'
import type { Recent, StreamMessage } from '@/lib/api/events'
import type { Standing } from '@/lib/client/transport/acceptance'
import type { Surroundings, TimerId } from '@/lib/client/transport/environment'
import { EventStream } from '@/lib/client/transport/event-stream'
import { type ClusterView, liveFor, shownOf, viewOf } from './cluster-view'

export type LiveEvent = {
  /** `<epoch>-<seq>`: its place in the stream. */
  readonly id: string
  readonly message: Extract<StreamMessage, { type: 'change' | 'children' }>
}

type Hooks = {
  /** The stream stands, over that connection; `resumed`: nothing was missed. */
  readonly opened: (resumed: boolean, connection: string) => void
  /** What happened in the last minutes before the stream stood. */
  readonly recent: (recent: Recent) => void
  /** Whether what is on the screen is followed. */
  readonly standing: () => Standing
  readonly broken: () => void
  /** Something was recorded. */
  readonly recorded: () => void
  /** Changes were missed; of a new ensemble no older zxid means anything. */
  readonly reset: (isNewEnsemble: boolean) => void
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
/** The same of UTF-16 code units of their paths. */
const MAX_LENGTH = 8_000_000

/** One cluster's stream as its reader needs it: each event once, in order, and honest liveness. */
export class LiveFeed {
  readonly #surroundings: Surroundings
  readonly #hooks: Hooks
  readonly #stream: EventStream
  #inbox: LiveEvent[] = []
  #length = 0
  #epoch: string | undefined
  #seq = 0
  #heard: { readonly state: ClusterState; readonly at: number } | undefined
  #broken: boolean | 'crowded' = false
  #brokenAt: number | null = null
  #pulse: TimerId | undefined
  #view: ClusterView
  #shown: string

  constructor(cluster: string, streamId: string, surroundings: Surroundings, hooks: Hooks) {
    this.#surroundings = surroundings
    this.#hooks = hooks
    this.#view = viewOf(this.#evidence, surroundings.now())
    this.#shown = shownOf(this.#view)
    this.#stream = new EventStream(cluster, streamId, surroundings, {
      onMessage: (message, id) => this.#onMessage(message, id),
      onBroken: () => this.#onBroken(true),
      onCrowded: () => this.#onBroken('crowded'),
    })
    this.judge()
  }

  get view(): ClusterView {
    return this.#view
  }

  /** The epoch that the stream tells of now. */
  get epoch(): string | undefined {
    return this.#epoch
  }

  /** Opens the stream anew: another process may hold it. */
  reopen(): void {
    this.#stream.reopen()
  }

  /** Opens a stream that broke now, whatever is left of the pause before. */
  hurry(): void {
    this.#stream.hurry()
  }

  /** Hands over the events that came since the last time. */
  drain(): void {
    if (this.#inbox.length === 0) return
    const events = this.#inbox
    this.#discard()
    this.#hooks.events(events)
  }

  close(): void {
    this.#stream.close()
    this.#surroundings.clearTimer(this.#pulse)
  }

  #onMessage(message: StreamMessage, id: string): void {
    this.#broken = false
    this.#brokenAt = null
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
        this.#hooks.recent(message.recent)
        this.#hooks.opened(message.resumed, message.connection)
        this.#hear(message.state)
        // Of what was recorded while it was broken it does not tell.
        this.#hooks.recorded()
        return
      case 'reset':
        this.#reset(message.epoch, message.reason === 'epoch')
    }
  }

  #put(event: LiveEvent): void {
    this.#inbox.push(event)
    this.#length += event.message.path.length
    if (this.#inbox.length > MAX_WAITING || this.#length > MAX_LENGTH) {
      this.#discard()
      this.#hooks.reset(false)
    }
    this.#hooks.waiting()
  }

  #discard(): void {
    this.#inbox = []
    this.#length = 0
  }

  #reset(epoch: string, isNewEnsemble: boolean): void {
    // Of an epoch that ends before any answer nobody can say where among the others it belongs.
    if (this.#hooks.standing().wasAccepted) this.drain()
    else this.#discard()
    if (this.#epoch !== epoch) this.#seq = 0
    this.#epoch = epoch
    this.#hooks.reset(isNewEnsemble)
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
    this.judge()
  }

  #onBroken(how: true | 'crowded'): void {
    if (this.#broken !== 'crowded') this.#broken = how
    this.#brokenAt ??= this.#surroundings.now()
    this.#hooks.broken()
    this.judge()
  }

  get #evidence() {
    const { standing } = this.#hooks
    return {
      heard: this.#heard,
      broken: this.#broken,
      brokenAt: this.#brokenAt,
      standing: standing(),
    }
  }

  /** Judges, and again when the claim to be live ends: not a pulse later (I6). */
  judge(): void {
    const { now, setTimer, clearTimer } = this.#surroundings
    const evidence = this.#evidence
    const view = viewOf(evidence, now())
    const left = view.view === 'live' ? liveFor(evidence, now()) : PULSE_MS
    clearTimer(this.#pulse)
    this.#pulse = setTimer(() => this.judge(), Math.min(PULSE_MS, left + 1))
    const shown = shownOf(view)
    if (shown === this.#shown) return
    this.#shown = shown
    this.#view = view
    this.#hooks.stateChanged()
  }
}
