import type { Notification } from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'
import { type Hints, NO_HINTS } from './classify'

/** Paths that have to be read again, with what the notifications said of each. */
export class DirtyPaths {
  #hints = new Map<ZnodePath, Hints>()

  get size(): number {
    return this.#hints.size
  }

  get(path: ZnodePath): Hints | undefined {
    return this.#hints.get(path)
  }

  mark(path: ZnodePath, type?: Notification['type']): void {
    this.#add(path, {
      created: type === 'created',
      deleted: type === 'deleted',
      changed: type === 'changed',
    })
  }

  /** Everything marked so far, in the order of the first mark; leaves nothing behind. */
  take(): Map<ZnodePath, Hints> {
    const taken = this.#hints
    this.#hints = new Map()
    return taken
  }

  /** Puts back what `take` answered. */
  restore(taken: ReadonlyMap<ZnodePath, Hints>): void {
    for (const [path, hints] of taken) this.#add(path, hints)
  }

  clear(): void {
    this.#hints.clear()
  }

  #add(path: ZnodePath, hints: Hints): void {
    const known = this.#hints.get(path) ?? NO_HINTS
    this.#hints.set(path, {
      created: known.created || hints.created,
      deleted: known.deleted || hints.deleted,
      changed: known.changed || hints.changed,
    })
  }
}
