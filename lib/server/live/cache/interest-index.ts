import { type Interest, NO_INTEREST } from '@/lib/api/interest'
import { weightOf } from '@/lib/server/collections/bounded-map'
import { isWithin, parentOf, ROOT, type ZnodePath } from '@/lib/znode/path'

/** A thousand viewers with three hundred rows each. */
const CAPACITY_BYTES = 128_000_000

/** The union of all interests, counted, so that letting go of one keeps what others look at. */
export class InterestIndex {
  readonly #held = new Map<string, Interest>()
  readonly #nodes = new Counter<ZnodePath>()
  readonly #parents = new Counter<ZnodePath>()
  readonly #scopes = new Counter<ZnodePath>()
  #bytes = 0

  /** Whether `stream` may look at that: all interests together are bounded, too (I10). */
  hasRoomFor(stream: string, next: Interest): boolean {
    return this.#bytes - weigh(this.of(stream)) + weigh(next) <= CAPACITY_BYTES
  }

  of(stream: string): Interest {
    return this.#held.get(stream) ?? NO_INTEREST
  }

  /** Replaces the interest of `stream`; answers the paths that nothing pins any more. */
  replace(stream: string, next: Interest): ZnodePath[] {
    const previous = this.of(stream)
    this.#held.set(stream, next)
    this.#bytes += weigh(next) - weigh(previous)
    this.#count(next, 1)
    this.#count(previous, -1)
    return [...previous.nodes, ...previous.parents].filter((path) => !this.isPinned(path))
  }

  drop(stream: string): ZnodePath[] {
    const released = this.replace(stream, NO_INTEREST)
    this.#held.delete(stream)
    return released
  }

  /** On somebody's screen, as a row or as an open directory. */
  isPinned(path: ZnodePath): boolean {
    return this.#nodes.has(path) || this.#parents.has(path)
  }

  /** Inside a subtree that some timeline follows. */
  isFollowed(path: ZnodePath): boolean {
    for (const scope of this.#scopes.keys()) if (isWithin(path, scope)) return true
    return false
  }

  /** Whether a notification about `path` is worth a read. */
  wants(path: ZnodePath, existence: boolean): boolean {
    if (this.isPinned(path)) return true
    if (existence && path !== ROOT && this.#parents.has(parentOf(path))) return true
    return this.isFollowed(path)
  }

  isParent(path: ZnodePath): boolean {
    return this.#parents.has(path)
  }

  pinned(): ZnodePath[] {
    return [...new Set([...this.#nodes.keys(), ...this.#parents.keys()])]
  }

  #count(interest: Interest, by: 1 | -1): void {
    for (const path of interest.nodes) this.#nodes.add(path, by)
    for (const path of interest.parents) this.#parents.add(path, by)
    if (interest.timeline !== null) this.#scopes.add(interest.timeline, by)
  }
}

/** Bytes that the paths take at most. */
function weigh({ nodes, parents }: Interest): number {
  let bytes = 0
  for (const paths of [nodes, parents]) for (const path of paths) bytes += weightOf(path)
  return bytes
}

/** A multiset. */
class Counter<T> {
  readonly #counts = new Map<T, number>()

  add(item: T, by: number): void {
    const count = (this.#counts.get(item) ?? 0) + by
    if (count > 0) this.#counts.set(item, count)
    else this.#counts.delete(item)
  }

  has(item: T): boolean {
    return this.#counts.has(item)
  }

  keys(): IterableIterator<T> {
    return this.#counts.keys()
  }
}
