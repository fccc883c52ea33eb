import { expect, test } from 'vitest'
import { SlicedWork } from './sliced-work'

/** A page that takes its turn when the test says so, and on which every step takes 5 ms. */
function stage() {
  const told: string[] = []
  let turn: (() => void) | undefined
  let now = 0
  const sliced = new SlicedWork<string>({
    now: () => {
      now += 5
      return now
    },
    later: (run) => {
      turn = run
      return () => {
        turn = undefined
      }
    },
    tell: (_, outcome) => told.push(outcome),
  })
  function* steps(name: string, count: number): Generator<undefined, string> {
    for (let step = 0; step < count; step++) yield
    return name
  }
  const offer = (name: string, count: number, goal = 'goal') => {
    const run = steps(name, count)
    sliced.offer({ run, first: run.next() }, goal)
  }
  const turns = (count: number) => {
    for (let each = 0; each < count; each++) {
      const run = turn
      turn = undefined
      run?.()
    }
  }
  return { told, sliced, offer, turns }
}

test('works that come faster than one is done have outcomes all the same, and the newest is the last', () => {
  const { told, offer, turns } = stage()
  for (let each = 0; each < 100; each++) {
    offer(`work ${each}`, 20)
    turns(3)
  }
  expect(told.length).toBeGreaterThan(10)
  turns(100)
  expect(told.at(-1)).toBe('work 99')
})

test('what waits gives way to what is newer', () => {
  const { told, offer, turns } = stage()
  for (const name of ['first', 'second', 'third']) offer(name, 20)
  turns(100)
  expect(told).toEqual(['first', 'third'])
})

test('another goal ends what is under way, and so does what is done at once', () => {
  const { told, offer, turns } = stage()
  offer('sorted', 20, 'sort')
  offer('found', 20, 'filter')
  turns(100)
  expect(told).toEqual(['found'])
  offer('slow', 20, 'filter')
  offer('quick', 0, 'filter')
  turns(100)
  expect(told).toEqual(['found', 'quick'])
})

test('once it is stopped nothing is told', () => {
  const { told, sliced, offer, turns } = stage()
  offer('one', 20)
  offer('two', 20)
  turns(1)
  sliced.stop()
  turns(100)
  expect(told).toEqual([])
})
