import { isCode } from '@/lib/server/cluster/is-code'
import type { ZnodePath } from '@/lib/znode/path'

/** How long a list that was larger than the limit is not asked for again (ms), and how many are. */
const PATIENCE_MS = 10_000
const MAX_REMEMBERED = 1_000

/** Lists of children that are being read. What is read of one directory is read once. */
export class SharedLists<T> {
  readonly #running = new Map<ZnodePath, Promise<T>>()
  /** Lists larger than the limit, each of which costs the servers hundreds of megabytes. */
  readonly #tooLarge = new Map<ZnodePath, { readonly until: number; readonly error: unknown }>()

  /** What is being read of `path`, or else a new read. */
  share(path: ZnodePath, list: () => Promise<T>): Promise<T> {
    const running = this.#running.get(path)
    if (running !== undefined) return running
    const started = this.read(path, list).finally(() => this.#running.delete(path))
    this.#running.set(path, started)
    return started
  }

  /** A new read. */
  async read(path: ZnodePath, list: () => Promise<T>): Promise<T> {
    const known = this.#tooLarge.get(path)
    if (known && performance.now() < known.until) throw known.error
    try {
      return await list()
    } catch (error) {
      if (isCode(error, 'too-large')) this.#remember(path, error)
      throw error
    }
  }

  #remember(path: ZnodePath, error: unknown): void {
    this.#tooLarge.delete(path)
    this.#tooLarge.set(path, { until: performance.now() + PATIENCE_MS, error })
    const [oldest] = this.#tooLarge.keys()
    if (this.#tooLarge.size > MAX_REMEMBERED && oldest) this.#tooLarge.delete(oldest)
  }
}
