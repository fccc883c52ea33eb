import type { ZnodePath } from '@/lib/znode/path'
import { isOlder, type Stat } from '@/lib/znode/stat'
import { compareHex, type Hex64 } from '@/lib/znode/zxid'

/** A znode's stat (null: absent) and the ensemble's state it was read at. */
export type Fact = { readonly stat: Stat | null; readonly zxid: Hex64 }

/**
 * The facts the live tree stands on. Pinned paths stay; the others, which a timeline met, go
 * oldest first once there are more than `capacity` (I10).
 */
export class Facts {
  readonly #byPath = new Map<ZnodePath, Fact>()
  readonly #capacity: number
  readonly #isPinned: (path: ZnodePath) => boolean
  #limit: number

  constructor(capacity: number, isPinned: (path: ZnodePath) => boolean) {
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
    this.#byPath.delete(path)
    this.#byPath.set(path, fact)
    this.#evict()
    return true
  }

  forget(path: ZnodePath): void {
    this.#byPath.delete(path)
  }

  /** Forgets every path for which `keep` says no. */
  retain(keep: (path: ZnodePath) => boolean): void {
    for (const path of this.#byPath.keys()) if (!keep(path)) this.#byPath.delete(path)
  }

  clear(): void {
    this.#byPath.clear()
  }

  get size(): number {
    return this.#byPath.size
  }

  /** Runs once per tenth of growth, so that many pinned paths do not make each offer a scan. */
  #evict(): void {
    if (this.#byPath.size <= this.#limit) return
    for (const path of this.#byPath.keys()) {
      if (this.#byPath.size <= this.#capacity * 0.9) break
      if (!this.#isPinned(path)) this.#byPath.delete(path)
    }
    this.#limit = Math.max(this.#capacity, Math.ceil(this.#byPath.size * 1.1))
  }
}

function goesBackward(known: Fact, next: Fact): boolean {
  if (compareHex(next.zxid, known.zxid) < 0) return true
  return known.stat !== null && next.stat !== null && isOlder(next.stat, known.stat)
}
