import { expect, test } from 'vitest'
import { planOf } from '@/e2e/simulation/scenario/plan'
import { NO_SEAMS } from './seams'
import { play } from './simulation'
import { Trace } from './trace'

async function told(seed: number): Promise<readonly string[]> {
  const trace = new Trace()
  await play(planOf(seed, 60), trace.seams(NO_SEAMS))
  return trace.lines
}

test('the same seed tells the same story, another seed another one', async () => {
  const story = await told(7)
  expect(story.length).toBeGreaterThan(50)
  expect(await told(7)).toEqual(story)
  expect(await told(8)).not.toEqual(story)
})
