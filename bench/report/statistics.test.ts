import { expect, test } from 'vitest'
import { median, quantile, spread } from './statistics'

test('the median is the middle sample, whatever their order', () => {
  expect(median([9, 1, 5])).toBe(5)
  expect(median([4, 1, 3, 2])).toBe(2.5)
})

test('a quantile lies between its neighbours', () => {
  const samples = Array.from({ length: 101 }, (_, index) => index)
  expect(quantile(samples, 0.99)).toBe(99)
  expect(quantile([0, 10], 0.25)).toBe(2.5)
  expect(quantile([], 0.5)).toBeNaN()
})

test('the spread is the smallest and the largest', () => {
  expect(spread([3, 1, 2])).toEqual({ least: 1, most: 3 })
})
