import { mulberry32 } from '@/e2e/foreign/mulberry32.mjs'

/** A seeded source of chance: the same seed, the same run. */
export type Chance = {
  /** In [0, 1). */
  readonly next: () => number
  /** A whole number in [from, to]. */
  readonly between: (from: number, to: number) => number
  readonly shuffled: <T>(items: readonly T[]) => T[]
}

export function chanceOf(seed: number): Chance {
  const next = mulberry32(seed)
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  const shuffled = <T>(items: readonly T[]) =>
    items
      .map((item) => ({ item, rank: next() }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ item }) => item)
  return { next, between, shuffled }
}
