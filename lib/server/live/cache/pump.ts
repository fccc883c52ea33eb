import type { Notification, World } from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'
import { type Hints, NO_HINTS } from './classify'
import { DirtyPaths, merge } from './dirty-paths'

/** The first change of a quiet tree is read at once; later ones wait this long together (ms). */
const COALESCE_MS = 10
/** More paths waiting, or bytes of them: say that events were missed instead of growing (I10). */
const MAX_WAITING = 20_000
const MAX_WAITING_BYTES = 16_000_000

type PumpWorld = Pick<World, 'now' | 'setTimer'>

/** Collects the paths that notifications named and has them read together, one batch at a time. */
export class Pump {
  readonly #world: PumpWorld
  readonly #read: (paths: ZnodePath[]) => Promise<void>
  readonly #canRead: () => boolean
  readonly #dirty = new DirtyPaths()
  #batch: Map<ZnodePath, Hints> = new Map()
  #state: 'quiet' | 'planned' | 'reading' = 'quiet'
  #lastStart = Number.NEGATIVE_INFINITY

  constructor(
    world: PumpWorld,
    read: (paths: ZnodePath[]) => Promise<void>,
    canRead: () => boolean,
  ) {
    this.#world = world
    this.#read = read
    this.#canRead = canRead
  }

  /** Whether so many paths wait for their batch, or so long ones, that it is better to begin anew. */
  get isOverfull(): boolean {
    return this.#dirty.size > MAX_WAITING || this.#dirty.bytes > MAX_WAITING_BYTES
  }

  /**
   * What notifications said of `path` since this was asked last. A notification precedes every
   * answer that shows its change, so whatever read is answered now covers all of it.
   */
  takeHints(path: ZnodePath): Hints {
    const hints = merge(this.#batch.get(path), this.#dirty.get(path))
    if (this.#batch.has(path)) this.#batch.set(path, NO_HINTS)
    this.#dirty.forgetHints(path)
    return hints
  }

  mark(path: ZnodePath, type?: Notification['type']): void {
    this.#dirty.mark(path, type)
  }

  /**
   * The connection is another one: what was marked still has to be read, but children may have
   * come and gone without a word.
   */
  interrupt(): void {
    this.#dirty.restore(this.#batch)
    this.#batch.clear()
    this.#dirty.forgetListed()
  }

  clear(): void {
    this.#batch.clear()
    this.#dirty.clear()
  }

  /** Plans the next batch, unless one is under way (it plans the next itself). */
  plan(): void {
    if (this.#state !== 'quiet' || this.#dirty.size === 0 || !this.#canRead()) return
    const wait = Math.max(0, this.#lastStart + COALESCE_MS - this.#world.now())
    this.#state = 'planned'
    this.#world.setTimer(() => void this.#run(), wait)
  }

  async #run(): Promise<void> {
    // A read that waits for the next connection would be answered before anything else is known of it.
    if (!this.#canRead()) {
      this.#state = 'quiet'
      return
    }
    this.#state = 'reading'
    this.#lastStart = this.#world.now()
    this.#batch = this.#dirty.take()
    try {
      await this.#read([...this.#batch.keys()])
    } catch {
      this.#dirty.restore(this.#batch)
    } finally {
      this.#batch = new Map()
      this.#state = 'quiet'
      this.plan()
    }
  }
}
