import type { ZnodePath } from '@/lib/znode/path'

const CAPACITY = 50_000

/** A set that forgets its oldest members (I10). */
export class RecentPaths {
  readonly #paths = new Set<ZnodePath>()

  has(path: ZnodePath): boolean {
    return this.#paths.has(path)
  }

  add(path: ZnodePath): void {
    this.#paths.add(path)
    if (this.#paths.size <= CAPACITY) return
    const [oldest] = this.#paths
    if (oldest !== undefined) this.#paths.delete(oldest)
  }

  delete(path: ZnodePath): void {
    this.#paths.delete(path)
  }
}
