/** Chance from a seed: the same seed, the same story. */
export class Chance {
  #state: number

  constructor(seed: number) {
    this.#state = mix(seed)
  }

  /** Begins anew, so that what follows depends on `seed` and `place` alone. */
  reseed(seed: number, place: number): void {
    this.#state = mix(mix(seed) ^ Math.imul(place + 1, 0x9e3779b1))
  }

  /** In [0, 1). Mulberry32. */
  next = (): number => {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let bits = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1))
  }

  odds(probability: number): boolean {
    return probability > 0 && this.next() < probability
  }

  pick<const T>(items: readonly [T, ...T[]]): T {
    return items[Math.floor(this.next() * items.length)] ?? items[0]
  }

  /** One of the names, each as often as its weight says. */
  weigh<T extends string>(weights: Readonly<Record<T, number>>): T {
    const entries = Object.entries(weights) as Array<[T, number]>
    let point = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [name, weight] of entries) {
      point -= weight
      if (point < 0) return name
    }
    throw new Error('Nothing to choose from')
  }
}

function mix(seed: number): number {
  let bits = seed | 0
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return bits ^ (bits >>> 16)
}
