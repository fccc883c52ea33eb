import { expect, test } from 'vitest'
import { inUnit, lookAlike } from './size'

test.each<[a: number, b: number, alike: boolean]>([
  [1_048_407, 1_000_000, true],
  [1_000_001, 1_000_000, true],
  [1_000_000, 1_000_000, false],
  [1_100_000, 1_000_000, false],
  [999_499, 999_400, true],
  [999_499, 999_500, false],
  [21, 20, false],
  [0, 0, false],
])('%i bytes and %i bytes read the same: %s', (a, b, alike) => {
  expect(lookAlike(a, b)).toBe(alike)
  if (!alike && a !== b) expect(inUnit(a)).not.toEqual(inUnit(b))
})
