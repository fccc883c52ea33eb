/** What a key and its value take beside their texts (bytes). */
const ENTRY_BYTES = 200

/** Bytes that a text takes at most while it is kept, with what is kept of it. */
export function weightOf(text: string): number {
  return text.length * 2 + ENTRY_BYTES
}

export type Bounds<K, V> = {
  readonly entries: number
  readonly bytes: number
  readonly weight: (key: K, value: V) => number
}

/** A map that forgets its oldest entries where they are too many, or take too much (I10). */
export class BoundedMap<K, V> {
  readonly #entries = new Map<K, V>()
  readonly #bounds: Bounds<K, V>
  #bytes = 0

  constructor(bounds: Bounds<K, V>) {
    this.#bounds = bounds
  }

  get size(): number {
    return this.#entries.size
  }

  get(key: K): V | undefined {
    return this.#entries.get(key)
  }

  has(key: K): boolean {
    return this.#entries.has(key)
  }

  /** The entry is the newest afterwards. */
  set(key: K, value: V): void {
    this.delete(key)
    this.#entries.set(key, value)
    this.#bytes += this.#bounds.weight(key, value)
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#bounds.entries && this.#bytes <= this.#bounds.bytes) return
      this.delete(oldest)
    }
  }

  delete(key: K): void {
    const value = this.#entries.get(key)
    if (value === undefined) return
    this.#entries.delete(key)
    this.#bytes -= this.#bounds.weight(key, value)
  }

  clear(): void {
    this.#entries.clear()
    this.#bytes = 0
  }
}
