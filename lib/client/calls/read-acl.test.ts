import { expect, test } from 'vitest'
import { FakeClock } from '@/lib/client/testing/fake-clock'
import { newProblem } from '@/lib/client/testing/fake-server'
import { ApiError, type Request } from '@/lib/client/transport/request'
import { OPEN_ACL } from '@/lib/znode/acl'
import { toPath } from '@/lib/znode/path'
import { statWith } from '@/lib/znode/testing/stat'
import { readAclOf } from './read-acl'

const path = toPath('/app')

/** Reads the ACL that version 3 is, from a server where it is at `aversion`; undefined: it fails. */
function reading(aversion: number | undefined) {
  const clock = new FakeClock()
  const server = { aversion, asked: 0 }
  const request = (() => {
    server.asked += 1
    const { aversion } = server
    if (aversion === undefined) return Promise.reject(new ApiError(newProblem('not-live', true)))
    return Promise.resolve({ path, acl: OPEN_ACL, stat: statWith({ aversion }), zxid: '0x9' })
  }) as Request
  const taken: number[] = []
  const failed: string[] = []
  const stop = readAclOf(
    { ...clock.surroundings, request },
    { cluster: 'main', path, stat: statWith({ aversion: 3 }) },
    {
      taken: ({ stat }) => taken.push(stat.aversion),
      failed: ({ code }) => failed.push(code),
    },
  )
  return { clock, server, taken, failed, stop }
}

test('an ACL is read once where it is the one that the stat counts', async () => {
  const { clock, server, taken } = reading(3)
  await clock.pass(60_000)
  expect([server.asked, taken]).toEqual([1, [3]])
})

test.each([2, 4])(
  'an ACL of a server that lags or is ahead (version %i) is asked for again until it fits',
  async (other) => {
    const { clock, server, taken } = reading(other)
    await clock.pass(300)
    server.aversion = 3
    await clock.pass(60_000)
    expect(taken).toEqual([other, other, 3])
  },
)

test('a server that does not come up to it is asked with patience, and no longer than somebody looks', async () => {
  const { clock, server, stop } = reading(2)
  await clock.pass(20_000)
  expect(server.asked).toBeLessThan(12)
  stop()
  const { asked } = server
  await clock.pass(20_000)
  expect(server.asked).toBe(asked)
})

test('what fails is told, and left to whoever looks', async () => {
  const { clock, server, failed } = reading(undefined)
  await clock.pass(20_000)
  expect([server.asked, failed]).toEqual([1, ['not-live']])
})
