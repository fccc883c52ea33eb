import { expect, test } from 'vitest'
import { TrustedClock } from './trusted-clock'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const START = Date.UTC(2027, 0, 1)

/** A machine: time passes for both of its clocks, and the one that people set may be set. */
function machine(wall = START) {
  let now = 1_000
  let set = wall - now
  const clock = new TrustedClock({ now: () => now, wallClock: () => now + set })
  return {
    clock,
    /** Time passes, and is looked at every minute. */
    pass: (ms: number) => {
      for (let left = ms; left > 0; left -= 60_000) {
        now += Math.min(60_000, left)
        clock.look()
      }
    },
    set: (by: number) => {
      set += by
    },
    time: () => now + set,
  }
}

test('a steady clock is believed after an hour, and not before', () => {
  const { clock, pass, time } = machine()
  pass(HOUR - 60_000)
  expect(clock.judge(START)).toEqual({ why: 'young' })
  pass(60_000)
  expect(clock.judge(START)).toEqual({ time: time() })
})

test.each([
  ['100 days ahead', 100 * DAY],
  ['100 days behind', -100 * DAY],
  ['in 1970', -START],
  ['in 2100', Date.UTC(2100, 0, 1) - START],
  ['an hour ahead', HOUR],
])('one that was set while it ran, %s, is not believed for an hour', (_, by) => {
  const { clock, pass, set } = machine()
  pass(2 * HOUR)
  set(by)
  expect(clock.judge(START + 2 * HOUR + by)).toEqual({ why: 'young' })
  pass(HOUR - 60_000)
  expect(clock.judge(START + 2 * HOUR + by)).toEqual({ why: 'young' })
})

test('one that was set and set back between is not believed either', () => {
  const { clock, pass, set } = machine()
  pass(2 * HOUR)
  set(100 * DAY)
  pass(60_000)
  set(-100 * DAY)
  pass(60_000)
  expect(clock.judge(START)).toEqual({ why: 'young' })
})

test.each([
  ['100 days ahead', 100 * DAY],
  ['100 days behind', -100 * DAY],
  ['in 1970', -START],
  ['in 2100', Date.UTC(2100, 0, 1) - START],
  ['two days ahead', 2 * DAY],
])('one that was wrong from the start, %s, is not believed however long it runs', (_, by) => {
  const { clock, pass } = machine(START + by)
  pass(30 * HOUR)
  expect(clock.judge(START)).toEqual({ why: 'unconfirmed' })
  clock.witness(START + 30 * HOUR)
  expect(clock.judge(START)).toEqual({ why: 'contradicted' })
})

test('one that is wrong from the start is not believed for what it dated itself', () => {
  const { clock, pass } = machine(START + 3 * DAY)
  pass(4 * DAY)
  expect(clock.judge(START)).toEqual({ why: 'unconfirmed' })
})

test('a process that runs for weeks is believed although nobody changes anything', () => {
  const { clock, pass, time } = machine()
  pass(20 * DAY)
  expect(clock.judge(START - HOUR)).toEqual({ time: time() })
})

test('after a long stop it is believed once ZooKeeper dates a change alike', () => {
  const { clock, pass, time } = machine(START + 100 * DAY)
  pass(2 * HOUR)
  expect(clock.judge(START)).toEqual({ why: 'unconfirmed' })
  clock.witness(time() - 20_000)
  expect(clock.judge(START)).toEqual({ time: time() })
})
