import { expect, test } from 'vitest'
import { toAge } from './age'

test('an age is said in the largest unit that fits', () => {
  expect(toAge(400)).toEqual({ unit: 'now', n: 0 })
  expect(toAge(12_900)).toEqual({ unit: 'seconds', n: 12 })
  expect(toAge(3_599_000)).toEqual({ unit: 'minutes', n: 59 })
  expect(toAge(49 * 3_600_000)).toEqual({ unit: 'days', n: 2 })
})

test('a clock that runs ahead makes nothing negative', () => {
  expect(toAge(-5_000)).toEqual({ unit: 'now', n: 0 })
})
