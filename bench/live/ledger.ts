/** When each version of each znode was written (ms since 1970). Versions count from 1. */
export class Ledger {
  readonly #writtenAt = new Map<string, number[]>()
  #writes = 0

  get writes(): number {
    return this.#writes
  }

  wrote(path: string, at: number): void {
    const times = this.#writtenAt.get(path) ?? []
    this.#writtenAt.set(path, times)
    times.push(at)
    this.#writes += 1
  }

  /** When the versions after `from`, up to `version`, were written. */
  between(path: string, from: number, version: number): readonly number[] {
    return this.#writtenAt.get(path)?.slice(from, version) ?? []
  }
}

/** A place where writes become visible. Who sees a version has seen all before it. */
export class Observer {
  readonly #ledger: Ledger
  readonly #seen = new Map<string, number>()
  #latencies: number[] = []
  #count = 0

  constructor(ledger: Ledger) {
    this.#ledger = ledger
  }

  /** Whether every write so far was seen. */
  get isUpToDate(): boolean {
    return this.#count === this.#ledger.writes
  }

  /** `at`: ms since 1970. */
  saw(path: string, version: number, at: number): void {
    const from = this.#seen.get(path) ?? 0
    for (const written of this.#ledger.between(path, from, version)) {
      this.#latencies.push(at - written)
      this.#count += 1
    }
    if (version > from) this.#seen.set(path, version)
  }

  /** For an observer that is told of each write in order, but not of the version. */
  sawNext(path: string, at: number): void {
    this.saw(path, (this.#seen.get(path) ?? 0) + 1, at)
  }

  /** From write to sight (ms), of all that was seen since this was asked last. */
  take(): number[] {
    const taken = this.#latencies
    this.#latencies = []
    return taken
  }
}
