import { beforeEach, describe, expect, test } from 'vitest'
import { FakeClock } from '@/lib/client/testing/fake-clock'
import { ApiError, type Request } from '@/lib/client/transport/request'
import type { ZnodePath } from '@/lib/znode/path'
import { type Found, findOut } from './resolve-write'

const DOUBT = { cluster: 'main', path: '/a' as ZnodePath, attempt: 'x' }
const NOTHING = { code: null, version: null, czxid: null }
const away = new ApiError({
  type: 'about:blank',
  status: 503,
  code: 'not-live',
  title: 'Vivarium does not answer',
  retriable: true,
})

let clock: FakeClock
let answer: Found['outcome'] | undefined
let asked: number
let stop: AbortController
let found: Found | undefined

/** Answers what `answer` is by then; undefined: Vivarium does not answer. */
const request = (() => {
  asked += 1
  if (answer === undefined) return Promise.reject(away)
  return Promise.resolve({ ...NOTHING, outcome: answer })
}) as unknown as Request

beforeEach(() => {
  clock = new FakeClock()
  stop = new AbortController()
  asked = 0
  answer = undefined
  found = undefined
})

function begin() {
  findOut(DOUBT, stop.signal, { ...clock.surroundings, request }).then(
    (it) => {
      found = it
    },
    () => undefined,
  )
}

test('asks while nobody answers and while it is open, and tells what it was', async () => {
  begin()
  await clock.pass(60_000)
  answer = 'open'
  await clock.pass(60_000)
  expect(found).toBeUndefined()
  answer = 'applied'
  await clock.pass(1_000)
  expect(found?.outcome).toBe('applied')
  const before = asked
  await clock.pass(10_000)
  expect(asked).toBe(before)
})

describe('a write that did not arrive', () => {
  test('may still be on its way, and is believed to be lost only after a while', async () => {
    answer = 'none'
    begin()
    await clock.pass(14_000)
    expect(found).toBeUndefined()
    await clock.pass(2_000)
    expect(found?.outcome).toBe('none')
  })

  test('is waited for anew after it could not be asked for', async () => {
    answer = 'none'
    begin()
    await clock.pass(10_000)
    answer = undefined
    await clock.pass(10_000)
    answer = 'none'
    await clock.pass(10_000)
    expect(found).toBeUndefined()
  })
})

test('nothing is asked any more when nobody wants to know', async () => {
  answer = 'open'
  begin()
  await clock.pass(3_000)
  stop.abort()
  const before = asked
  await clock.pass(10_000)
  expect(asked).toBe(before)
})
