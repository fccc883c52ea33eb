import { LiveStore } from '@/lib/client/live/live-store'
import type { Surroundings, TimerId } from '@/lib/client/transport/environment'
import { ROOT, type ZnodePath } from '@/lib/znode/path'
import { FakeEventSource, type Network, type StreamSeams } from './event-source'
import { requestsOver } from './http'

export type BrowserSeams = StreamSeams & {
  readonly request: (request: Surroundings['request'], stream: string) => Surroundings['request']
}

/** Rows that fit on the screen. */
const WINDOW = 12
const FRAME_MS = 16

/** One browser: the real store, and a person who opens, scrolls and selects. */
export class Browser {
  readonly store: LiveStore
  readonly streamId: string
  readonly #network: Network
  readonly #watched = new Map<ZnodePath, () => void>()
  readonly #seams: BrowserSeams
  readonly #stop: () => void
  #source: FakeEventSource | undefined
  #offset = 0
  #rowsOf: unknown
  visible: readonly ZnodePath[] = []

  constructor(network: Network, streamId: string, seams: BrowserSeams) {
    this.#network = network
    this.streamId = streamId
    this.#seams = seams
    this.store = new LiveStore('main', this.#surroundings())
    this.store.subscribe(() => this.#look())
    this.#stop = this.store.start()
  }

  get source(): FakeEventSource | undefined {
    return this.#source
  }

  /** The znodes whose data is open. */
  get watched(): Iterable<ZnodePath> {
    return this.#watched.keys()
  }

  leave(): void {
    for (const unwatch of this.#watched.values()) unwatch()
    this.#watched.clear()
    this.#stop()
  }

  scroll(offset: number): void {
    this.#offset = offset
    this.#rowsOf = undefined
    this.#look()
  }

  /** Opens the data of the n-th row in view, or closes it. */
  select(row: number): void {
    const path = this.#rowAt(row) ?? ROOT
    const unwatch = this.#watched.get(path)
    this.#watched.delete(path)
    if (unwatch) unwatch()
    else this.#watched.set(path, this.store.znodes.watch(path))
  }

  /** Opens or closes the n-th row in view. */
  toggle(row: number): void {
    const path = this.#rowAt(row)
    if (path) this.store.tree.toggle(path)
  }

  /** Opens or closes the n-th row in view, and thinks better of it. */
  flicker(row: number): void {
    const path = this.#rowAt(row)
    if (!path) return
    const { chance, clock } = this.#network
    this.store.tree.toggle(path)
    clock.setTimer(() => this.store.tree.toggle(path), chance.between(0, 150))
  }

  #rowAt(row: number): ZnodePath | undefined {
    return this.visible.length === 0 ? undefined : this.visible[row % this.visible.length]
  }

  /** What React does after a commit: says which rows are in view. */
  #look(): void {
    const { rows } = this.store.tree.view()
    if (rows === this.#rowsOf) return
    this.#rowsOf = rows
    const first = Math.max(0, Math.min(this.#offset, rows.rowCount - WINDOW))
    const visible: ZnodePath[] = []
    for (let index = first; index < Math.min(first + WINDOW, rows.rowCount); index++) {
      const row = rows.rowAt(index)
      if (row?.kind === 'znode') visible.push(row.path)
    }
    if (visible.join() === this.visible.join()) return
    this.visible = visible
    this.store.tree.setVisible(visible)
  }

  #surroundings(): Surroundings {
    const { clock, chance } = this.#network
    return {
      request: this.#seams.request(requestsOver(this.#network), this.streamId),
      openSource: (_, stream, handlers) => {
        const source = new FakeEventSource(this.#network, stream, handlers, this.#seams)
        // What the pill says rests on the last message, through whichever source it came.
        source.transit = this.#source?.transit ?? 0
        this.#source = source
        return source
      },
      now: clock.now,
      wallClock: () => 1_700_000_000_000 + Math.floor(clock.now()),
      setTimer: (run, ms) => asTimerId(clock.setTimer(run, ms)),
      clearTimer: clock.clearTimer,
      onFrame: (run) => void clock.setTimer(run, FRAME_MS),
      random: chance.next,
      uuid: () => this.streamId,
    }
  }
}

/** A timer is nothing but what `clearTimer` takes back. */
function asTimerId(timer: unknown): TimerId {
  return timer as TimerId
}
