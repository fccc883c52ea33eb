import { expect, test } from 'vitest'
import { type Plan, planOf } from '@/e2e/simulation/scenario/plan'
import { describeReplay, shrink } from './shrink'

/** Fails as long as the steps at places 12 and 57 are played, in a story of at least 500 ms. */
async function run({ steps }: Plan): Promise<string | undefined> {
  await null
  const played = new Set(steps.filter(({ does }) => does !== 'rest').map(({ place }) => place))
  const length = steps.reduce((sum, { pause }) => sum + pause, 0)
  if (played.has(12) && played.has(57) && length >= 500) return 'step 57: The list of /a is lost'
  return played.has(3) ? 'step 3: something else' : undefined
}

test('a failing story is cut down to the steps that matter, and the time they need', async () => {
  const plan = planOf(1, 100)
  const violation = 'step 57: The list of /a is lost'
  const { steps } = await shrink(plan, violation, run)
  const acts = steps.filter(({ does }) => does !== 'rest')
  expect(acts.map(({ place }) => place)).toEqual([12, 57])
  expect(steps.length).toBeLessThanOrEqual(4)
  expect(await run({ ...plan, steps })).toBe(violation)
  const [first, ...lines] = describeReplay(1, { steps, violation }).split('\n')
  expect(first).toBe(`Seed 1: ${violation}`)
  expect(lines).toHaveLength(steps.length)
})
