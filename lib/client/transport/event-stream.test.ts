import { expect, test } from 'vitest'
import { FakeClock } from '@/lib/client/testing/fake-clock'
import { FakeServer } from '@/lib/client/testing/fake-server'
import { EventStream } from './event-stream'

/** Refuses the stream that often; answers how long after each refusal the next try came (ms). */
async function pausesOf(refusals: number, chance: number): Promise<number[]> {
  const clock = new FakeClock()
  const server = new FakeServer()
  const opened: number[] = []
  const stream = new EventStream(
    'main',
    'stream',
    {
      ...clock.surroundings,
      ...server.surroundings,
      openSource: (...given) => {
        opened.push(clock.time)
        return server.surroundings.openSource(...given)
      },
      random: () => chance,
      uuid: () => 'unused',
    },
    { onMessage: () => undefined, onBroken: () => undefined, onCrowded: () => undefined },
  )
  const pauses: number[] = []
  for (let count = 0; count < refusals; count++) {
    const refusedAt = clock.time
    server.cut(true)
    while (opened.length < count + 2) await clock.pass(10)
    pauses.push((opened.at(-1) ?? 0) - refusedAt)
  }
  stream.close()
  return pauses
}

test('a refused stream is opened anew soon, then ever later, up to ten seconds', async () => {
  expect(await pausesOf(6, 0.999)).toEqual([600, 2_000, 4_000, 8_000, 10_000, 10_000].map(near))
})

test('browsers that were refused together do not come back together', async () => {
  expect(await pausesOf(3, 0)).toEqual([300, 1_000, 1_000].map(near))
  expect(await pausesOf(3, 0.5)).toEqual([450, 1_500, 2_500].map(near))
})

const near = (ms: number) => expect.closeTo(ms, -2)
