import { expect, test } from 'vitest'
import { foldedFor } from './use-folded'

test('what fits is shown whole', () => {
  expect(foldedFor([50, 60, 70], 180, 20)).toBe(0)
  expect(foldedFor([], 0, 20)).toBe(0)
})

test('as many of the first steps fold as it takes, the sign for them included', () => {
  expect(foldedFor([50, 60, 70, 80], 259, 20)).toBe(1)
  expect(foldedFor([50, 60, 70, 80], 229, 20)).toBe(2)
})

test('the last two steps never fold, however narrow it is', () => {
  expect(foldedFor([50, 60, 70, 80], 10, 20)).toBe(2)
  expect(foldedFor([500], 10, 20)).toBe(0)
})
