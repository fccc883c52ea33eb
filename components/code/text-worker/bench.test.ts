import { expect, test } from 'vitest'
import { Bench, type HandListener, type ToWorker } from './bench'
import type { Job } from './jobs'

/** Workers that answer when the test says so. */
function stage(hasWorkers = true) {
  const hands: Array<{ given: ToWorker[]; isGone: boolean; listener: HandListener }> = []
  const here: Job[] = []
  const clock = { now: 0 }
  const bench = new Bench({
    hire: (listener) => {
      if (!hasWorkers) return undefined
      const hand = { given: [] as ToWorker[], isGone: false, listener }
      hands.push(hand)
      return {
        give: (message) => hand.given.push(message),
        letGo: () => {
          hand.isGone = true
        },
      }
    },
    runHere: (job) => {
      here.push(job)
      return Promise.resolve([])
    },
    now: () => clock.now,
  })
  const answer = (index: number) => {
    const hand = hands[index]
    const last = hand?.given.at(-1)
    if (hand && last) hand.listener.onSaid({ id: last.id, answer: [] })
  }
  const given = (index: number) => hands[index]?.given.map(({ job }) => job.args[1])
  return { bench, hands, here, clock, answer, given }
}

test('one job is done after the other, by one worker', async () => {
  const { bench, hands, answer, given } = stage()
  const first = bench.ask('check', ['json', 'a'])
  const second = bench.ask('check', ['json', 'b'])
  expect(given(0)).toEqual(['a'])
  answer(0)
  expect(await first).toEqual([])
  expect(given(0)).toEqual(['a', 'b'])
  answer(0)
  expect(await second).toEqual([])
  expect(hands).toHaveLength(1)
})

test('a job that nobody wants any more is ended in the middle, one that waits never begins', async () => {
  const { bench, hands, answer, given } = stage()
  const [running, waiting] = [new AbortController(), new AbortController()]
  const ended = bench.ask('check', ['json', 'a'], running.signal)
  const never = bench.ask('check', ['json', 'b'], waiting.signal)
  const kept = bench.ask('check', ['json', 'c'])
  waiting.abort()
  running.abort()
  expect([await ended, await never]).toEqual([undefined, undefined])
  expect(hands[0]?.isGone).toBe(true)
  expect(given(1)).toEqual(['c'])
  answer(0)
  answer(1)
  expect(await kept).toEqual([])
})

test('without workers, and when the worker cannot start, the page does the job', async () => {
  const none = stage(false)
  expect(await none.bench.ask('check', ['json', 'a'])).toEqual([])
  const failing = stage()
  const asked = failing.bench.ask('check', ['json', 'b'])
  failing.hands[0]?.listener.onFailed()
  expect(await asked).toEqual([])
  expect(await failing.bench.ask('check', ['json', 'c'])).toEqual([])
  expect([none.here.length, failing.here.length, failing.hands.length]).toEqual([1, 2, 1])
})

test('a worker that could not start once is tried again after a pause', async () => {
  const { bench, hands, here, clock, answer, given } = stage()
  const first = bench.ask('check', ['json', 'a'])
  hands[0]?.listener.onFailed()
  expect(await first).toEqual([])
  clock.now += 60_000
  const later = bench.ask('check', ['json', 'b'])
  expect(given(1)).toEqual(['b'])
  answer(1)
  expect(await later).toEqual([])
  expect(here).toHaveLength(1)
})

test('a job that throws fails alone', async () => {
  const { bench, hands, answer } = stage()
  const failed = bench.ask('check', ['json', 'a'])
  const fine = bench.ask('check', ['json', 'b'])
  hands[0]?.listener.onSaid({ id: 1, failure: 'broken' })
  await expect(failed).rejects.toThrow('broken')
  answer(0)
  expect(await fine).toEqual([])
})
