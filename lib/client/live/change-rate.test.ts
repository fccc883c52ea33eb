import { expect, test } from 'vitest'
import { Pace } from './change-rate'

function paceOf(counts: readonly number[]): Array<number | null> {
  const pace = new Pace()
  return counts.map((count, tenth) => {
    pace.add(count, tenth * 100)
    return pace.view(tenth * 100)
  })
}

test('few changes are drawn one by one: there is nothing to say', () => {
  expect(paceOf(Array(20).fill(9))).toEqual(Array(20).fill(null))
})

test('many are counted over a second, to two digits', () => {
  expect(paceOf(Array(20).fill(103)).at(-1)).toBe(1_000)
})

test('what is said once is not taken back before it is calm', () => {
  expect(paceOf([120, 0, 0, 0, 0, 0, 0, 0, 0, 60, 0]).at(-1)).toBe(60)
  expect(paceOf([120, 0, 0, 0, 0, 0, 0, 0, 0, 40, 0]).at(-1)).toBeNull()
})
