import { expect, test } from 'vitest'
import { chanceOf } from './chance'
import { planRound } from './plan'

test('the same seed plans the same faults, another seed others', () => {
  expect(planRound(chanceOf(7))).toEqual(planRound(chanceOf(7)))
  expect(planRound(chanceOf(7))).not.toEqual(planRound(chanceOf(8)))
})

test('a round has at least a hundred faults, each kind among them', () => {
  const kinds = planRound(chanceOf(1)).map(({ kind }) => kind)
  expect(kinds.length).toBeGreaterThanOrEqual(100)
  expect(new Set(kinds).size).toBe(14)
})
