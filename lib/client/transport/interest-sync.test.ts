import { beforeEach, describe, expect, test } from 'vitest'
import type { LiveStore } from '@/lib/client/live/live-store'
import type { FakeClock } from '@/lib/client/testing/fake-clock'
import { FakePage } from '@/lib/client/testing/fake-page'
import { type FakeServer, newProblem } from '@/lib/client/testing/fake-server'
import { childOf, type ZnodePath } from '@/lib/znode/path'
import { ApiError } from './request'

const p = (path: string) => path as ZnodePath

let page: FakePage
let clock: FakeClock
let server: FakeServer
let store: LiveStore

beforeEach(async () => {
  page = new FakePage()
  ;({ clock, server, store } = page)
  await page.open()
  expect(store.clusterView().view).toBe('live')
})

/** Time passes, in which the server tells that it is well. */
async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 500) {
    server.beat()
    await clock.pass(Math.min(500, left))
  }
}

const refusing = (code: Parameters<typeof newProblem>[0], status: number) => () =>
  new ApiError({ ...newProblem(code), status })

describe('a screen whose interest is not accepted is not called live', () => {
  test.each([
    ['400', refusing('invalid-request', 400)],
    ['403', refusing('forbidden', 403)],
    ['413 of something in between', refusing('server-error', 413)],
    ['500', refusing('internal', 500)],
    ['503', refusing('not-live', 503)],
    ['an empty object', () => ({})],
    ['a page of something in between', () => '<html>'],
    ['nothing at all', () => null],
    ['no zxid', () => ({ epoch: 'one', stats: [], notFollowed: [] })],
  ])('%s', async (_, instead) => {
    server.instead = instead
    store.tree.expand(p('/a'))
    await pass(200)
    const { view, canWrite, missing } = store.clusterView()
    expect({ view, canWrite }).toEqual({ view: 'not-following', canWrite: false })
    expect(missing).toEqual([expect.objectContaining({ part: 'interest' })])
    expect(missing[0]?.problem).not.toBeNull()
    await pass(5_000)
    expect(store.clusterView()).toMatchObject({ view: 'not-following' })
    expect(store.clusterView().missing[0]?.since).toBeGreaterThanOrEqual(4_000)
    server.instead = undefined
    await pass(4_500)
    expect(store.clusterView()).toMatchObject({ view: 'live', canWrite: true, missing: [] })
  })

  test('answers that get lost count from the first on', async () => {
    server.instead = refusing('outcome-unknown', 503)
    store.tree.expand(p('/a'))
    await pass(1_000)
    expect(store.clusterView().view).toBe('live')
    await pass(1_500)
    expect(store.clusterView().view).toBe('not-following')
  })

  test('an answer that does not come', async () => {
    server.hold('interest')
    store.tree.expand(p('/a'))
    await pass(2_500)
    expect(store.clusterView().view).toBe('not-following')
    server.release('interest')
    await pass(500)
    expect(store.clusterView().view).toBe('live')
  })
})

test('a screen that never stays the same is live as long as each telling is accepted', async () => {
  server.hold('interest')
  for (let round = 0; round < 60; round += 1) {
    // While one telling is under way, the screen changes again.
    store.show('rows', [p(`/a/${round}`)])
    await pass(100)
    expect(store.clusterView().view).toBe('live')
    server.release('interest')
    server.hold('interest')
  }
  store.show('rows', [p('/b')])
  await pass(2_500)
  expect(store.clusterView().view).toBe('not-following')
})

test('a screen whose stream is gone is not called live for longer than it takes to open again', async () => {
  server.cut(false)
  await clock.pass(1_500)
  expect(store.clusterView()).toMatchObject({ view: 'live', canWrite: false })
  await clock.pass(1_000)
  expect(store.clusterView()).toMatchObject({ view: 'reconnecting' })
})

describe('a path that cannot be followed spoils nothing else', () => {
  test('one that the API cannot name is left out, and said to be', async () => {
    const long = childOf(p('/'), 'x'.repeat(70_000))
    server.create(long)
    server.create('/c')
    await pass(500)
    store.show('table', [p('/a'), long])
    await pass(500)
    expect(server.interest.nodes).toContain('/a')
    expect(server.interest.nodes).not.toContain(long)
    expect(store.notFollowed(long)).toBe('too-long')
    expect(store.notFollowed(p('/a'))).toBeUndefined()
    expect(store.clusterView().view).toBe('live')
    server.set('/a', 'two')
    await pass(500)
    expect(store.fact(p('/a'))?.stat).toMatchObject({ version: 1 })
  })

  test('what the server cannot follow is said, and asked for again where it may be readable', async () => {
    server.instead = () => {
      server.instead = undefined
      const zxid = `0x${server.zxid.toString(16)}`
      return { epoch: 'one', zxid, stats: [], notFollowed: [{ path: '/a', reason: 'not-read' }] }
    }
    store.show('table', [p('/a'), p('/b')])
    await pass(500)
    expect(store.notFollowed(p('/a'))).toBe('not-read')
    expect(store.clusterView().view).toBe('live')
    await pass(11_000)
    expect(store.notFollowed(p('/a'))).toBeUndefined()
  })

  test('what is too much for something in between is cut down until it fits', async () => {
    const rows = Array.from({ length: 40 }, (_, index) => p(`/${'r'.repeat(30_000)}${index}`))
    const sizeOf = (interest: unknown) => JSON.stringify(interest).length
    server.instead = (interest) =>
      sizeOf(interest) > 500_000 ? refusing('server-error', 413)() : undefined
    store.show('table', [p('/a'), ...rows])
    await pass(1_000)
    expect(store.clusterView().view).toBe('live')
    expect(server.interest.nodes).toContain('/a')
    expect(rows.filter((path) => store.notFollowed(path) === 'too-many').length).toBeGreaterThan(20)
    expect(rows.filter((path) => store.notFollowed(path) === undefined).length).toBeGreaterThan(5)
  })
})

describe('behind a balancer that sends each request elsewhere', () => {
  test('the process that holds the stream is found', async () => {
    let requests = 0
    server.instead = () => {
      requests += 1
      return requests % 2 === 1 ? refusing('unknown-stream', 409)() : undefined
    }
    store.tree.expand(p('/a'))
    await pass(300)
    expect(server.interest.parents).toContain('/a')
    expect(store.clusterView().view).toBe('live')
  })

  test('a stream that no process holds is opened again', async () => {
    server.instead = refusing('unknown-stream', 409)
    const opened = server.opened
    store.tree.expand(p('/a'))
    await pass(2_500)
    expect(server.opened).toBeGreaterThan(opened)
    server.instead = undefined
    server.hello()
    await pass(500)
    expect(store.clusterView().view).toBe('live')
  })
})
