import { beforeEach, expect, test } from 'vitest'
import type { FakeClock } from '@/lib/client/testing/fake-clock'
import { FakePage } from '@/lib/client/testing/fake-page'
import type { FakeServer } from '@/lib/client/testing/fake-server'
import type { ZnodePath } from '@/lib/znode/path'
import type { LiveStore } from './live-store'

const p = (path: string) => path as ZnodePath

let page: FakePage
let clock: FakeClock
let server: FakeServer
let store: LiveStore

beforeEach(async () => {
  page = new FakePage()
  ;({ clock, server, store } = page)
  await page.open()
})

async function see(...paths: string[]): Promise<void> {
  store.tree.setVisible(paths.map(p))
  await clock.pass(200)
}

test('a row that comes back into view is not answered as it was before it was seen last', async () => {
  await see('/a', '/b')
  server.set('/b', 'newer')
  await clock.pass(200)
  const seen = store.fact(p('/b'))?.zxid
  await see('/a')
  await see('/a', '/b')
  expect(server.interest.floor).toBe(seen)
  await see('/a')
  expect(server.interest.floor).toBeUndefined()
})

test('a row of an ensemble that was replaced is read anew when it comes back into view', async () => {
  await see('/a', '/b')
  await see('/a')
  server.send({ type: 'reset', epoch: server.epoch, reason: 'epoch' })
  await clock.pass(200)
  expect(server.interest).toMatchObject({ nodes: ['/a'], floor: '0x0' })
  await see('/a', '/b')
  expect(server.interest.floor).toBe('0x0')
  await see('/a')
  await see('/a', '/b')
  expect(server.interest.floor).not.toBe('0x0')
})

test('an answer that shows data put back replaces nothing: what came meanwhile may be newer', async () => {
  await see('/a', '/b')
  const backup = server.backUp()
  server.set('/b', 'taken back')
  await clock.pass(200)
  server.restore(backup)
  const old = `0x${server.zxid.toString(16)}` as const
  server.set('/a', 'newest')
  await clock.pass(200)
  const newest = store.fact(p('/a'))
  server.instead = () => {
    server.instead = undefined
    const stats = ['/a', '/b'].map((path) => ({
      ...{ path, zxid: old },
      stat: backup.get(path)?.stat ?? null,
    }))
    return { epoch: 'one', zxid: `0x${server.zxid.toString(16)}`, stats, notFollowed: [] }
  }
  server.hold('interest')
  store.show('table', [p('/c')])
  await clock.pass(100)
  server.release('interest')
  server.hold('interest')
  await clock.pass(100)
  expect(store.fact(p('/a'))).toEqual(newest)
  server.release('interest')
  await clock.pass(200)
  expect(server.interest.floor).toBe('0x0')
  expect(store.fact(p('/b'))?.stat).toEqual(backup.get('/b')?.stat)
  expect(store.fact(p('/a'))?.stat).toMatchObject({ version: 1 })
})

test('what an epoch told that ended before any answer is not shown', async () => {
  await see('/a')
  const stat = server.znodes.get('/a')?.stat
  if (!stat) throw new Error('There is /a')
  const before = store.fact(p('/a'))
  server.hold('interest')
  server.send({ type: 'reset', epoch: 'two', reason: 'epoch' })
  server.epoch = 'two'
  server.announce({ path: p('/a'), kind: 'changed', stat: { ...stat, version: 9 }, zxid: '0x1' })
  server.send({ type: 'reset', epoch: 'three', reason: 'epoch' })
  server.epoch = 'three'
  await clock.pass(200)
  expect(store.fact(p('/a'))?.stat).toEqual(before?.stat)
  server.release('interest')
  await clock.pass(500)
  expect(store.fact(p('/a'))?.stat).toEqual(stat)
})

test('an answer of another epoch counts once the stream has told of that epoch', async () => {
  await see('/a')
  const before = store.fact(p('/a'))
  server.epoch = 'two'
  // What happens in an epoch is told behind the word that it began.
  server.interest = { nodes: [], parents: [], timeline: null }
  server.set('/a', 'of the next epoch')
  await see('/a', '/b')
  expect(store.fact(p('/a'))).toEqual(before)
  for (let second = 0; second < 3; second++) {
    await clock.pass(1_000)
    server.beat()
  }
  expect(store.clusterView().view).toBe('not-following')
  server.send({ type: 'reset', epoch: 'two', reason: 'overflow' })
  await clock.pass(200)
  expect(store.fact(p('/a'))?.stat).toMatchObject({ version: 1 })
  expect(store.clusterView().view).toBe('live')
})
