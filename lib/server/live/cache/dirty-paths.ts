import { weightOf } from '@/lib/server/collections/bounded-map'
import type { Notification } from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'
import { type Hints, NO_HINTS } from './classify'

/** Paths that have to be read again, with what the notifications said of each. */
export class DirtyPaths {
  #hints = new Map<ZnodePath, Hints>()
  #bytes = 0

  get size(): number {
    return this.#hints.size
  }

  /** What the paths take at most. */
  get bytes(): number {
    return this.#bytes
  }

  get(path: ZnodePath): Hints | undefined {
    return this.#hints.get(path)
  }

  mark(path: ZnodePath, type?: Notification['type']): void {
    const said = {
      created: type === 'created',
      deleted: type === 'deleted',
      changed: type === 'changed',
      listed: type === 'children' ? 1 : 0,
    }
    this.#add(path, said)
  }

  #add(path: ZnodePath, hints: Hints): void {
    const known = this.#hints.get(path)
    if (!known) this.#bytes += weightOf(path)
    this.#hints.set(path, merge(known, hints))
  }

  /** What was said of `path` is told already; it still has to be read. */
  forgetHints(path: ZnodePath): void {
    if (this.#hints.has(path)) this.#hints.set(path, NO_HINTS)
  }

  /** How many children came or went since is not known any more. */
  forgetListed(): void {
    for (const [path, hints] of this.#hints) this.#hints.set(path, { ...hints, listed: 0 })
  }

  /** Everything marked so far, in the order of the first mark; leaves nothing behind. */
  take(): Map<ZnodePath, Hints> {
    const taken = this.#hints
    this.#hints = new Map()
    this.#bytes = 0
    return taken
  }

  /** Puts back what `take` answered. */
  restore(taken: ReadonlyMap<ZnodePath, Hints>): void {
    for (const [path, hints] of taken) this.#add(path, hints)
  }

  clear(): void {
    this.#hints.clear()
    this.#bytes = 0
  }
}

/** Everything either of them says. */
export function merge(a: Hints = NO_HINTS, b: Hints = NO_HINTS): Hints {
  return {
    created: a.created || b.created,
    deleted: a.deleted || b.deleted,
    changed: a.changed || b.changed,
    listed: a.listed + b.listed,
  }
}
