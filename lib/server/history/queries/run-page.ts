import { PAGE_BYTES, ROW_BYTES } from '@/lib/server/history/rows/page-bytes'

/** A row that a search found, in the order of its answer. */
export type Hit = {
  readonly moment: string
  readonly id: number
  /** Of its path, as it is sent. */
  readonly bytes: number
  /** ms since 1970. */
  readonly at: number
  /** Null where it is too long to be compared. */
  readonly path: string | null
  /** 1: a change of a value by nobody known, such as programs make every few seconds. */
  readonly quiet: number
}

/** Changes of one znode that are told as one: a single one, or a run. */
export type Run = { readonly newest: Hit; readonly oldest: Hit; readonly count: number }

/** Changes that are further apart are two runs (ms). */
const GAP_MS = 600_000
/** Fewer changes are no run: told one by one, they take no more room. */
const WORTH = 3

/**
 * A page of an answer that is filled from the newest change on. Where runs are told as one, what a
 * program writes again and again takes one row, however much comes between (and buries nothing).
 */
export class RunPage {
  readonly #limit: number
  readonly #hasRuns: boolean
  readonly #runs: Run[] = []
  /** Where the newest run of a path is that may go on. */
  readonly #open = new Map<string, number>()
  #bytes = 0
  #last: Hit | undefined
  #isFull = false

  constructor(limit: number, hasRuns: boolean) {
    this.#limit = limit
    this.#hasRuns = hasRuns
  }

  /** The newest one first. */
  get runs(): readonly Run[] {
    return this.#runs.flatMap(parted).toSorted(byNewest)
  }

  /** The row that the next page begins below. */
  get last(): Hit | undefined {
    return this.#last
  }

  /** False where the page is full: that row belongs to the next one. */
  add(hit: Hit): boolean {
    this.#isFull ||= !this.#join(hit) && !this.#begin(hit)
    if (!this.#isFull) this.#last = hit
    return !this.#isFull
  }

  #join(hit: Hit): boolean {
    const at = hit.path === null ? undefined : this.#open.get(hit.path)
    const run = at === undefined ? undefined : this.#runs[at]
    if (at === undefined || !run || hit.quiet !== 1) return false
    if (run.oldest.at - hit.at > GAP_MS) return false
    if (run.count + 1 < WORTH && !this.#take(hit)) return false
    this.#runs[at] = { ...run, oldest: hit, count: run.count + 1 }
    return true
  }

  #begin(hit: Hit): boolean {
    if (this.#runs.length >= this.#limit || !this.#take(hit)) return false
    this.#runs.push({ newest: hit, oldest: hit, count: 1 })
    if (hit.path === null || !this.#hasRuns) return true
    if (hit.quiet === 1) this.#open.set(hit.path, this.#runs.length - 1)
    else this.#open.delete(hit.path)
    return true
  }

  /** Whether the answer has room for another row. */
  #take({ bytes }: Hit): boolean {
    const sum = this.#bytes + bytes + ROW_BYTES
    if (this.#bytes > 0 && sum > PAGE_BYTES) return false
    this.#bytes = sum
    return true
  }
}

function parted(run: Run): Run[] {
  if (run.count === 1 || run.count >= WORTH) return [run]
  return [run.newest, run.oldest].map((hit) => ({ newest: hit, oldest: hit, count: 1 }))
}

function byNewest({ newest: a }: Run, { newest: b }: Run): number {
  if (a.moment !== b.moment) return a.moment < b.moment ? 1 : -1
  return b.id - a.id
}
