import { beforeEach, expect, test } from 'vitest'
import { FakeClock } from '@/lib/client/testing/fake-clock'
import { FrameGate } from './commit-scheduler'

const FRAME_MS = 16

let clock: FakeClock
let commits: number[]
let gate: FrameGate

beforeEach(() => {
  clock = new FakeClock()
  commits = []
  gate = new FrameGate(clock.surroundings, () => commits.push(clock.time))
})

/** Changes in even distances for a second; how many commits they made. */
async function changesPerSecond(rate: number): Promise<number> {
  const before = commits.length
  for (let count = 0; count < rate; count++) {
    gate.poke()
    await clock.pass(1_000 / rate)
  }
  return commits.length - before
}

test('on a quiet screen each change is shown with the next frame', async () => {
  for (let count = 0; count < 10; count++) {
    const changed = clock.time
    gate.poke()
    await clock.pass(100)
    expect(commits.at(-1)).toBe(changed + FRAME_MS)
  }
})

test('the faster changes come, the more of them go together', async () => {
  expect(await changesPerSecond(20)).toBe(20)
  await changesPerSecond(100)
  const commitsAt100 = await changesPerSecond(100)
  expect(commitsAt100).toBeGreaterThan(15)
  expect(commitsAt100).toBeLessThan(50)
})

test('a storm of changes makes at most ten commits a second', async () => {
  expect(await changesPerSecond(1_000)).toBeLessThan(15)
  expect(await changesPerSecond(1_000)).toBeLessThanOrEqual(10)
  expect(await changesPerSecond(2_000)).toBeLessThanOrEqual(10)
})

test('the first change after a storm is shown at once again', async () => {
  await changesPerSecond(1_000)
  await clock.pass(1_000)
  const changed = clock.time
  gate.poke()
  await clock.pass(FRAME_MS)
  expect(commits.at(-1)).toBe(changed + FRAME_MS)
})
