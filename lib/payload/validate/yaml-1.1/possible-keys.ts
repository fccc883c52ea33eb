import type { YamlCursor } from './cursor'

/** Where a key may have begun that only its colon will tell. */
type PossibleKey = {
  readonly number: number
  readonly at: number
  readonly index: number
  readonly line: number
  readonly column: number
  /** Nothing else could stand here. */
  readonly isRequired: boolean
}

/** A key without a question mark stands on one line and is no longer than that. */
const LONGEST_KEY = 1_024

/** The keys that may have begun, at most one in each level of brackets. */
export class PossibleKeys {
  readonly #cursor: YamlCursor
  readonly #keys = new Map<number, PossibleKey>()

  constructor(cursor: YamlCursor) {
    this.#cursor = cursor
  }

  /** Whether the token with that number may begin a key. */
  has(number: number): boolean {
    for (const key of this.#keys.values()) if (key.number === number) return true
    return false
  }

  /** A key may begin here, with the token of that number. */
  save(level: number, number: number, isRequired: boolean): void {
    const { at, index, line, column } = this.#cursor
    this.drop(level)
    this.#keys.set(level, { number, at, index, line, column, isRequired })
  }

  /** The key whose colon stands here. */
  take(level: number): PossibleKey | undefined {
    const key = this.#keys.get(level)
    this.#keys.delete(level)
    return key
  }

  /** No colon comes any more. Throws `YamlStop` if one had to. */
  drop(level: number): void {
    const key = this.#keys.get(level)
    if (key?.isRequired) throw this.#cursor.stop('a key has no colon', key.at)
    this.#keys.delete(level)
  }

  /** Drops the keys that the line or the limit left behind. */
  dropStale(): void {
    const { line, index } = this.#cursor
    for (const [level, key] of this.#keys)
      if (key.line !== line || index - key.index > LONGEST_KEY) this.drop(level)
  }

  clear(): void {
    this.#keys.clear()
  }
}
