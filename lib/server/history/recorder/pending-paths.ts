import { weightOf } from '@/lib/server/collections/bounded-map'
import type { Notification } from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'

/** What was heard of a path: a notification, or, by its stat alone, that its ACL is another one. */
type Word = Notification['type'] | 'acl'

/** What was heard of a path since it was read last. */
export type Said = ReadonlySet<Word>

/** Paths kept at most, and their bytes: beyond that paths are forgotten, and a catch-up is due (I10). */
const CAPACITY = 20_000
const CAPACITY_BYTES = 16_000_000
/** Of the paths that are read together (bytes). */
const TOGETHER_BYTES = 2_000_000

/** Paths whose changes have to be read, in the order of their first mark. */
export class Backlog {
  readonly #said = new Map<ZnodePath, Set<Word>>()
  #bytes = 0
  /** Whether paths were turned away since this was asked last. */
  #overflowed = false

  get size(): number {
    return this.#said.size
  }

  mark(path: ZnodePath, words: Iterable<Word>): void {
    const said = this.#said.get(path)
    if (!said) {
      if (this.#said.size >= CAPACITY || this.#bytes + weightOf(path) > CAPACITY_BYTES) {
        this.#overflowed = true
        return
      }
      this.#bytes += weightOf(path)
    }
    this.#said.set(path, new Set([...(said ?? []), ...words]))
  }

  /** The first `count` paths, fewer where they are long; they are no longer here. */
  take(count: number): Map<ZnodePath, Said> {
    const taken = new Map<ZnodePath, Said>()
    let bytes = 0
    for (const [path, said] of this.#said) {
      bytes += weightOf(path)
      if (taken.size === count || (bytes > TOGETHER_BYTES && taken.size > 0)) break
      taken.set(path, said)
      this.#said.delete(path)
      this.#bytes -= weightOf(path)
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
