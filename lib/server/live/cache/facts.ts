import { weightOf } from '@/lib/server/collections/bounded-map'
import type { ZnodePath } from '@/lib/znode/path'
import { isOlder, type Presence, readableStat } from '@/lib/znode/stat'
import { compareHex, type Hex64 } from '@/lib/znode/zxid'

/** A znode's stat (null: absent; `unreadable`: there, and hidden) and the ensemble's state it was read at. */
export type Fact = { readonly stat: Presence; readonly zxid: Hex64 }

type Capacity = { readonly entries: number; readonly bytes: number }

/** What a stat takes. */
export const FACT_BYTES = 400

/**
 * The facts the live tree stands on. Pinned paths stay; the others, which a timeline met, go
 * oldest first once there are more than `entries`, or they take more than `bytes` (I10).
 */
export class Facts {
  readonly #byPath = new Map<ZnodePath, Fact>()
  readonly #capacity: Capacity
  readonly #isPinned: (path: ZnodePath) => boolean
  #bytes = 0
  #limit: Capacity

  constructor(capacity: Capacity, isPinned: (path: ZnodePath) => boolean) {
    this.#capacity = capacity
    this.#isPinned = isPinned
    this.#limit = capacity
  }

  get(path: ZnodePath): Fact | undefined {
    return this.#byPath.get(path)
  }

  /** Takes `fact` unless it would go backward (I2); says whether it was taken. */
  offer(path: ZnodePath, fact: Fact): boolean {
    const known = this.#byPath.get(path)
    if (known && goesBackward(known, fact)) return false
    this.forget(path)
    this.#byPath.set(path, fact)
    this.#bytes += weightOf(path) + FACT_BYTES
    this.#evict()
    return true
  }

  forget(path: ZnodePath): void {
    if (this.#byPath.delete(path)) this.#bytes -= weightOf(path) + FACT_BYTES
  }

  /** Forgets every path for which `keep` says no. */
  retain(keep: (path: ZnodePath) => boolean): void {
    for (const path of this.#byPath.keys()) if (!keep(path)) this.forget(path)
  }

  clear(): void {
    this.#byPath.clear()
    this.#bytes = 0
  }

  get size(): number {
    return this.#byPath.size
  }

  /** Runs once per tenth of growth, so that many pinned paths do not make each offer a scan. */
  #evict(): void {
    if (this.#isWithin(this.#limit)) return
    const goal = scaled(this.#capacity, 0.9)
    for (const path of this.#byPath.keys()) {
      if (this.#isWithin(goal)) break
      if (!this.#isPinned(path)) this.forget(path)
    }
    const grown = scaled({ entries: this.#byPath.size, bytes: this.#bytes }, 1.1)
    this.#limit = {
      entries: Math.max(this.#capacity.entries, grown.entries),
      bytes: Math.max(this.#capacity.bytes, grown.bytes),
    }
  }

  #isWithin({ entries, bytes }: Capacity): boolean {
    return this.#byPath.size <= entries && this.#bytes <= bytes
  }
}

function scaled({ entries, bytes }: Capacity, by: number): Capacity {
  return { entries: Math.ceil(entries * by), bytes: Math.ceil(bytes * by) }
}

function goesBackward(known: Fact, next: Fact): boolean {
  if (compareHex(next.zxid, known.zxid) < 0) return true
  const [before, after] = [readableStat(known.stat), readableStat(next.stat)]
  return before !== null && after !== null && isOlder(after, before)
}
