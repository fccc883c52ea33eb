import type {
  Source,
  SourceHandlers,
  Surroundings,
  TimerId,
} from '@/lib/client/transport/environment'
import { ApiError, problemOf } from '@/lib/client/transport/request'
import type { Interest, InterestAnswer } from '@/lib/client/transport/tell-interest'
import type { LineHandlers } from './call-worker'
import type { ToTab, WorkerLine } from './line'

export type Outside = Pick<Surroundings, 'setTimer' | 'clearTimer'> & {
  readonly callWorker: (handlers: LineHandlers) => WorkerLine | undefined
  readonly basePath: () => string
  /** Calls `run` when the page goes to, or comes back from, where left pages are kept. */
  readonly onPage: (event: 'pagehide' | 'pageshow', run: () => void) => () => void
}

type Hooks = SourceHandlers & {
  /** Opens a stream of this tab's own instead. */
  readonly direct: () => Source
  /** There is no worker here, now and later. */
  readonly onAbsent: () => void
  /** Nothing can be asked over this source any more. */
  readonly onEnd: () => void
}

type Pending = {
  readonly resolve: (answer: InterestAnswer) => void
  readonly reject: (error: ApiError) => void
}

/** A worker that has said nothing for so long (ms) does not run here. */
const SILENT_MS = 3_000
const CLOSED = 2

/** This tab's share of the stream in the worker; without a worker, a stream of its own. */
export class SharedSource implements Source {
  readonly #outside: Outside
  readonly #hooks: Hooks
  readonly #pending = new Map<number, Pending>()
  readonly #stops: Array<() => void> = []
  #asked = 0
  #state = 0
  #line: WorkerLine | undefined
  #direct: Source | undefined
  #patience: TimerId | undefined

  constructor(cluster: string, outside: Outside, hooks: Hooks) {
    this.#outside = outside
    this.#hooks = hooks
    this.#line = this.#call()
    if (!this.#line) {
      this.#goDirect()
      return
    }
    this.#line.say({ type: 'open', cluster, basePath: outside.basePath() })
    this.#patience = outside.setTimer(() => this.#onAbsent(), SILENT_MS)
    this.#stops.push(
      outside.onPage('pagehide', () => this.#hangUp()),
      outside.onPage('pageshow', () => this.#onReturn()),
    )
  }

  get readyState(): number {
    return this.#direct?.readyState ?? this.#state
  }

  get isShared(): boolean {
    return this.#line !== undefined
  }

  /** Says what this tab looks at. Rejects with `ApiError`. */
  ask(interest: Interest): Promise<InterestAnswer> {
    return new Promise((resolve, reject) => {
      this.#asked += 1
      this.#pending.set(this.#asked, { resolve, reject })
      this.#line?.say({ type: 'interest', ask: this.#asked, interest })
    })
  }

  close(): void {
    this.#hangUp()
    for (const stop of this.#stops.splice(0)) stop()
    this.#direct?.close()
  }

  #call(): WorkerLine | undefined {
    try {
      return this.#outside.callWorker({
        onSaid: (message) => this.#onSaid(message),
        onFailed: () => this.#onAbsent(),
      })
    } catch {
      // A page in a sandbox may have no worker, and says so by throwing.
      return undefined
    }
  }

  #onSaid(message: ToTab): void {
    if (!this.#line) return
    this.#outside.clearTimer(this.#patience)
    switch (message.type) {
      case 'message':
        this.#state = 1
        this.#hooks.onMessage(message.data, message.id)
        return
      case 'broken':
        this.#state = message.closed ? CLOSED : 0
        this.#hooks.onError()
        return
      case 'answer':
        this.#settle(message.ask)?.resolve(message.answer)
        return
      case 'refused':
        this.#settle(message.ask)?.reject(new ApiError(message.problem))
        return
      case 'there?':
        this.#line.say({ type: 'here' })
        return
      case 'full':
        this.#goDirect()
    }
  }

  #settle(ask: number): Pending | undefined {
    const pending = this.#pending.get(ask)
    this.#pending.delete(ask)
    return pending
  }

  #onAbsent(): void {
    if (!this.#line) return
    this.#hooks.onAbsent()
    this.#goDirect()
  }

  #goDirect(): void {
    this.#hangUp()
    this.#direct = this.#hooks.direct()
  }

  /** Back from where left pages are kept, where the stream could not follow. */
  #onReturn(): void {
    if (this.#line || this.#direct) return
    this.#hooks.onError()
  }

  #hangUp(): void {
    const line = this.#line
    if (!line) return
    this.#line = undefined
    this.#state = CLOSED
    this.#outside.clearTimer(this.#patience)
    line.say({ type: 'close' })
    line.hangUp()
    this.#hooks.onEnd()
    for (const { reject } of this.#pending.values()) reject(new ApiError(CUT))
    this.#pending.clear()
  }
}

/** The stream was closed. */
const CUT = problemOf('not-live', 503, true)
