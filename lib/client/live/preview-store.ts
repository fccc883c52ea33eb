import type { AnswerOf } from '@/lib/api/operation'
import type { MAX_PREVIEWS, previewValues } from '@/lib/api/znode'
import { toBytes } from '@/lib/client/transport/base64'
import type { Surroundings, TimerId } from '@/lib/client/transport/environment'
import { ApiError } from '@/lib/client/transport/request'
import type { ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'

/** How a value begins; `stat`: of what was read. */
export type ValueBeginning = {
  readonly status: 'read' | 'denied' | 'missing' | 'too-large'
  readonly bytes: Uint8Array<ArrayBuffer> | null
  readonly stat: Stat | null
}

type Answer = AnswerOf<typeof previewValues>['previews'][number]
/** Of a znode whose value is wanted: which change of it has to be read. */
export type Wanted = { readonly path: ZnodePath; readonly stat: Stat }

const BATCH: typeof MAX_PREVIEWS = 30
/** Rows that are scrolled past are not read (ms). */
const SETTLED_MS = 120
/** What changed, or failed, is read again no sooner (ms). */
const AGAIN_MS = 2_000
/** Of 4 KB at most: 2 MB. */
const KEPT = 500

type Known = ValueBeginning & { readonly of: string }

/**
 * How the values of the rows in view begin: read once they stay in view, some at a time, again when
 * they changed, and no longer when they left.
 */
export class PreviewStore {
  readonly #surroundings: Surroundings
  readonly #cluster: string
  readonly #listeners = new Set<() => void>()
  readonly #known = new Map<ZnodePath, Known>()
  #wanted: readonly Wanted[] = []
  #running: { readonly paths: ReadonlySet<ZnodePath>; readonly stop: AbortController } | undefined
  #timer: TimerId | undefined

  constructor(cluster: string, surroundings: Surroundings) {
    this.#cluster = cluster
    this.#surroundings = surroundings
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The same object as long as nothing newer was read. */
  get(path: ZnodePath): ValueBeginning | undefined {
    return this.#known.get(path)
  }

  /** Wants these, and nothing else any more. */
  want(wanted: readonly Wanted[]): void {
    const before = new Set(this.#wanted.map(({ path }) => path))
    this.#wanted = wanted
    const { paths, stop } = this.#running ?? {}
    if (paths && !wanted.some(({ path }) => paths.has(path))) stop?.abort()
    if (wanted.some(({ path }) => !before.has(path))) this.#later(SETTLED_MS)
    else if (this.#timer === undefined) this.#later(AGAIN_MS)
  }

  #later(ms: number): void {
    this.#surroundings.clearTimer(this.#timer)
    this.#timer = this.#surroundings.setTimer(() => {
      this.#timer = undefined
      void this.#read()
    }, ms)
  }

  async #read(): Promise<void> {
    if (this.#running) return
    const due = this.#wanted.filter((one) => !this.#isKnown(one))
    if (due.length === 0) return
    const batch = due.slice(0, BATCH)
    const stop = new AbortController()
    this.#running = { paths: new Set(batch.map(({ path }) => path)), stop }
    let pause = AGAIN_MS
    try {
      const { previews } = await this.#surroundings.request('previewValues', {
        cluster: this.#cluster,
        body: { paths: batch.map((one) => one.path) },
        signal: stop.signal,
      })
      for (const [index, answer] of previews.entries()) this.#take(answer, batch[index])
      if (batch.some((one) => this.#isKnown(one))) pause = 0
      for (const notify of this.#listeners) notify()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (stop.signal.aborted) pause = 0
    } finally {
      this.#running = undefined
    }
    this.#later(pause)
  }

  #isKnown({ path, stat }: Wanted): boolean {
    return this.#known.get(path)?.of === stateOf(stat)
  }

  #take({ path, status, data, stat }: Answer, asked: Wanted | undefined): void {
    if (status === 'later') return
    // A server that lags behind what the row shows is asked again.
    const of = stateOf(stat ?? asked?.stat ?? null)
    this.#known.delete(path)
    this.#known.set(path, { status, bytes: toBytes(data), stat, of })
    const [oldest] = this.#known.keys()
    if (this.#known.size > KEPT && oldest) this.#known.delete(oldest)
  }
}

/** Names what a value is read of: its data, and the ACL that may hide it. */
function stateOf(stat: Stat | null): string {
  return stat ? `${stat.czxid} ${stat.mzxid} ${stat.aversion}` : ''
}
