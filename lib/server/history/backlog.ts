import type { Notification } from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'

/** What the notifications since the last read said had happened to a path. */
export type Said = ReadonlySet<Notification['type']>

/** Paths kept at most: beyond that whole paths are forgotten, and a catch-up is due (I10). */
const CAPACITY = 20_000

/** Paths whose changes have to be read, in the order of their first mark. */
export class Backlog {
  readonly #said = new Map<ZnodePath, Set<Notification['type']>>()
  /** Whether paths were turned away since this was asked last. */
  #overflowed = false

  get size(): number {
    return this.#said.size
  }

  mark(path: ZnodePath, types: Iterable<Notification['type']>): void {
    const said = this.#said.get(path)
    if (!said && this.#said.size >= CAPACITY) {
      this.#overflowed = true
      return
    }
    this.#said.set(path, new Set([...(said ?? []), ...types]))
  }

  /** The first `count` paths; they are no longer here. */
  take(count: number): Map<ZnodePath, Said> {
    const taken = new Map<ZnodePath, Said>()
    for (const [path, said] of this.#said) {
      if (taken.size === count) break
      taken.set(path, said)
      this.#said.delete(path)
    }
    return taken
  }

  /** Puts back what `take` answered. */
  restore(taken: ReadonlyMap<ZnodePath, Said>): void {
    for (const [path, said] of taken) this.mark(path, said)
  }

  takeOverflow(): boolean {
    const overflowed = this.#overflowed
    this.#overflowed = false
    return overflowed
  }
}
