import type { Problem } from '@/lib/api/problem'
import type { Surroundings, TimerId } from '@/lib/client/transport/environment'
import { ApiError } from '@/lib/client/transport/request'
import type { ZnodePath } from '@/lib/znode/path'
import { compareHex, type Hex64, laterOf, ZERO } from '@/lib/znode/zxid'

type Hooks<Answer extends { readonly zxid: Hex64 }> = {
  readonly fetch: (
    path: ZnodePath,
    floor: Hex64 | undefined,
    signal: AbortSignal,
  ) => Promise<Answer>
  /** Answers the zxid to read again at when `answer` is older than what is there. */
  readonly take: (path: ZnodePath, answer: Answer) => Hex64 | undefined
  /** `again`: the read is repeated by itself. `at`: the zxid it asked for, where it asked for one. */
  readonly fail: (path: ZnodePath, problem: Problem, again: boolean, at: Hex64 | null) => void
  /** The zxid from which on changes reach the stream; null while none do. */
  readonly floor: (path: ZnodePath) => Hex64 | null
}

type Entry = {
  floor: Hex64
  /** What was read cannot have missed a change. */
  settled: boolean
  /** Reads even where changes do not reach the stream yet. */
  impatient: boolean
  /** Somebody asked while a read was running. */
  again: boolean
  tries: number
  running: AbortController | undefined
  timer: TimerId | undefined
}

const MAX_RUNNING = 4
/** How long a first read waits for the stream before it goes without (ms). */
const UNCOVERED_MS = 2_000
/** I1 gives a screen five seconds, of which the read itself takes some. */
const MAX_BACKOFF_MS = 4_000

/**
 * Reads what has to fit together with the stream: each path once at a time, after the server knows
 * that it is on the screen, again when a change says so, and again with patience when it failed.
 */
export class Reader<Answer extends { readonly zxid: Hex64 }> {
  readonly #surroundings: Surroundings
  readonly #hooks: Hooks<Answer>
  readonly #entries = new Map<ZnodePath, Entry>()
  #running = 0
  #resting = false

  constructor(surroundings: Surroundings, hooks: Hooks<Answer>) {
    this.#surroundings = surroundings
    this.#hooks = hooks
  }

  /** Wants `path` read, at `floor` or later if given, and kept so until `drop`. */
  want(path: ZnodePath, floor: Hex64 = ZERO): void {
    const entry = this.#entries.get(path) ?? this.#add(path)
    entry.floor = laterOf(entry.floor, floor)
    entry.again ||= floor === ZERO
    entry.settled = false
    this.#run(path, entry)
  }

  /** Something is known that was true at `zxid`: an older answer under way is asked for again. */
  outdate(path: ZnodePath, zxid: Hex64): void {
    const entry = this.#entries.get(path)
    if (entry?.running) entry.floor = laterOf(entry.floor, zxid)
  }

  drop(path: ZnodePath): void {
    const entry = this.#entries.get(path)
    this.#surroundings.clearTimer(entry?.timer)
    entry?.running?.abort()
    this.#entries.delete(path)
  }

  /** More is covered than before: what waited for it goes ahead. */
  proceed(): void {
    for (const [path, entry] of this.#entries) if (!entry.settled) this.#run(path, entry)
  }

  /** The ensemble answers again: what failed is not left to wait. */
  hurry(): void {
    for (const [path, { tries, timer }] of this.#entries)
      if (tries > 0 && timer !== undefined) this.#insist(path)
  }

  /** Changes were missed, so that everything has to be read again. Floors fall in a new ensemble. */
  unsettle(isNewEnsemble: boolean): void {
    for (const entry of this.#entries.values()) {
      entry.settled = false
      entry.running?.abort()
      if (isNewEnsemble) entry.floor = ZERO
    }
  }

  /** Nothing is read until `wake`: nobody looks. */
  rest(): void {
    this.#resting = true
    for (const entry of this.#entries.values()) {
      entry.settled = false
      entry.running?.abort()
      this.#surroundings.clearTimer(entry.timer)
      entry.timer = undefined
    }
  }

  wake(): void {
    if (!this.#resting) return
    this.#resting = false
    for (const [path, entry] of this.#entries)
      entry.timer = this.#surroundings.setTimer(() => this.#insist(path), UNCOVERED_MS)
  }

  #add(path: ZnodePath): Entry {
    const entry: Entry = {
      floor: ZERO,
      settled: false,
      impatient: false,
      again: false,
      tries: 0,
      running: undefined,
      timer: this.#surroundings.setTimer(() => this.#insist(path), UNCOVERED_MS),
    }
    this.#entries.set(path, entry)
    return entry
  }

  #insist(path: ZnodePath): void {
    const entry = this.#entries.get(path)
    if (!entry) return
    entry.settled = false
    entry.impatient = true
    this.#run(path, entry)
  }

  #run(path: ZnodePath, entry: Entry): void {
    const covered = this.#hooks.floor(path)
    if (this.#resting || entry.running || this.#running >= MAX_RUNNING) return
    if (covered === null && !entry.impatient) return
    this.#surroundings.clearTimer(entry.timer)
    entry.timer = undefined
    entry.impatient = false
    entry.again = false
    void this.#read(path, entry, covered)
  }

  async #read(path: ZnodePath, entry: Entry, covered: Hex64 | null): Promise<void> {
    const running = new AbortController()
    entry.running = running
    this.#running += 1
    const floor = laterOf(entry.floor, covered ?? ZERO)
    try {
      const answer = await this.#hooks.fetch(
        path,
        floor === ZERO ? undefined : floor,
        running.signal,
      )
      if (!running.signal.aborted) this.#answered(path, entry, answer, covered && floor)
    } catch (error) {
      if (!running.signal.aborted) this.#failed(path, entry, error, covered && floor)
    } finally {
      this.#running -= 1
      entry.running = undefined
      this.proceed()
    }
  }

  /** `floor`: what was asked for, null while changes do not reach the stream. */
  #answered(path: ZnodePath, entry: Entry, answer: Answer, floor: Hex64 | null): void {
    const newer = this.#hooks.take(path, answer)
    if (newer && compareHex(answer.zxid, newer) > 0) {
      // Older than what was true before it: the ensemble's data went back, as the stream will tell.
      entry.settled = true
      this.#tryLater(path, entry)
      return
    }
    if (newer) entry.floor = laterOf(entry.floor, newer)
    const isNew = newer === undefined && compareHex(answer.zxid, entry.floor) >= 0
    entry.settled = floor !== null && isNew && !entry.again
    if (floor === null || compareHex(answer.zxid, floor) >= 0) {
      entry.tries = 0
      return
    }
    // Older than anything it may be: another ensemble answers, of which the stream will tell.
    entry.settled = true
    this.#tryLater(path, entry)
  }

  #failed(path: ZnodePath, entry: Entry, error: unknown, floor: Hex64 | null): void {
    if (!(error instanceof ApiError)) throw error
    const { problem } = error
    entry.settled = floor !== null && compareHex(floor, entry.floor) >= 0 && !entry.again
    // A refusal does not say when it was true: one that may be outdated proves nothing.
    const isOutdated = floor !== null && compareHex(floor, entry.floor) < 0
    if (problem.retriable) this.#tryLater(path, entry)
    else if (isOutdated) return
    else entry.tries = 0
    this.#hooks.fail(path, problem, problem.retriable, floor)
  }

  #tryLater(path: ZnodePath, entry: Entry): void {
    entry.tries += 1
    const backoff = Math.min(MAX_BACKOFF_MS, 500 * 2 ** entry.tries)
    const delay = backoff * (0.5 + this.#surroundings.random() / 2)
    entry.timer = this.#surroundings.setTimer(() => this.#insist(path), delay)
  }
}
