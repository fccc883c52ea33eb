import { beforeEach, expect, test } from 'vitest'
import type { FakeClock } from '@/lib/client/testing/fake-clock'
import { FakePage } from '@/lib/client/testing/fake-page'
import { type FakeServer, newProblem } from '@/lib/client/testing/fake-server'
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

test('another process that serves the same ensemble takes nothing back', async () => {
  server.epoch = 'two'
  server.hold('interest')
  server.hello()
  server.announce({ path: p('/b'), kind: 'deleted', stat: null, zxid: '0x1' })
  await clock.pass(2_000)
  expect(page.rows()).toEqual(['/a', '/b'])
})

test('a page that was away while the ensemble was replaced shows the new one', async () => {
  server.wipe('two')
  server.create('/')
  server.create('/z')
  server.hello()
  await clock.pass(300)
  expect(page.rows()).toEqual(['/z'])
})

test('what a stream tells of a new ensemble before an answer proves it is not lost', async () => {
  store.tree.setVisible([p('/b')])
  await clock.pass(200)
  server.wipe('two')
  server.create('/')
  server.create('/b')
  server.hold('interest')
  server.hello()
  await clock.pass(100)
  server.set('/b', 'newer')
  await clock.pass(100)
  server.release('interest')
  await clock.pass(100)
  expect(store.fact(p('/b'))).toMatchObject({ stat: { version: 1 } })
})

test('events that nobody drains are dropped at last, and what they are about is read again', async () => {
  store.tree.setVisible([p('/b')])
  await clock.pass(200)
  server.hold('interest')
  server.hello()
  for (let count = 0; count <= 10_000; count++)
    server.announce({ path: p('/b'), kind: 'deleted', stat: null, zxid: '0x99' })
  server.release('interest')
  await clock.pass(300)
  expect(store.fact(p('/b'))?.stat).not.toBeNull()
})

test('what is shown of a new ensemble does not go backward when the stream tells of it late', async () => {
  server.wipe('two')
  server.create('/')
  server.create('/z')
  server.hello()
  await clock.pass(300)
  store.tree.setVisible([p('/z')])
  await clock.pass(200)
  const before = server.znodes.get('/z')?.stat ?? null
  server.set('/z', 'newer')
  server.hold('interest')
  server.send({ type: 'reset', epoch: 'two', reason: 'epoch' })
  server.announce({ path: p('/z'), kind: 'changed', stat: before, zxid: '0x2' })
  await clock.pass(300)
  expect(store.fact(p('/z'))).toMatchObject({ stat: { version: 1 } })
})

test('what was told just before the ensemble was replaced does not outlive it', async () => {
  server.announce({ path: p('/b'), kind: 'changed', stat: server.znodes.get('/b')?.stat ?? null })
  server.wipe('two')
  server.create('/')
  server.send({ type: 'reset', epoch: 'two', reason: 'epoch' })
  await clock.pass(2_000)
  expect(page.rows()).toEqual([])
})

test('what was looked away from for a moment is read anew', async () => {
  server.create('/a/x')
  store.tree.expand(p('/a'))
  await clock.pass(200)
  server.hold('interest')
  store.tree.collapse(p('/a'))
  await clock.pass(100)
  store.tree.expand(p('/a'))
  await clock.pass(100)
  server.create('/a/y')
  server.release('interest')
  await clock.pass(300)
  expect(page.rows()).toEqual(['/a', '/a/x', '/a/y', '/b'])
})

test('what the server was told is told again when its answer got lost', async () => {
  store.tree.setVisible([p('/a'), p('/b')])
  await clock.pass(200)
  server.hold('interest')
  store.tree.setVisible([p('/a')])
  await clock.pass(200)
  expect(server.interest.nodes).toEqual(['/a'])
  server.lose('interest')
  store.tree.setVisible([p('/a'), p('/b')])
  await clock.pass(2_000)
  expect(server.interest.nodes).toEqual(['/a', '/b'])
})

test('a list that was closed and opened again at once waits for the server to be told anew', async () => {
  server.create('/a/x')
  store.tree.expand(p('/a'))
  await clock.pass(200)
  server.asked.length = 0
  store.tree.collapse(p('/a'))
  store.tree.expand(p('/a'))
  await clock.pass(200)
  expect(server.asked).toEqual(['interest', 'children /a'])
  expect(page.rows()).toEqual(['/a', '/a/x', '/b'])
})

test('an open znode whose ACL hides it from now on shows its data no more', async () => {
  store.znodes.watch(p('/a'))
  await clock.pass(200)
  expect(page.text('/a')).toBe('one')
  server.deny('/a')
  await clock.pass(200)
  expect(store.znodes.view(p('/a'))).toMatchObject({ status: 'denied', data: null })
})

test('a claim to be live ends with its proof, not some time later', async () => {
  await clock.pass(130)
  server.beat({ lastContact: 3_000 })
  await clock.pass(990)
  expect(store.clusterView().view).toBe('live')
  await clock.pass(20)
  expect(store.clusterView().view).toBe('paused')
})

test('a list that failed for long is read within five seconds once it can be', async () => {
  const pass = async (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      server.beat()
      await clock.pass(1_000)
    }
  }
  server.problem = newProblem('connection-lost', true)
  store.tree.expand(p('/a'))
  await pass(34)
  server.problem = undefined
  await pass(5)
  expect(page.rows()).toEqual(['/a', '/b'])
})

test('a page that read the ensemble before it was replaced notices with its first interest', async () => {
  const late = new FakePage()
  late.server.hold('interest')
  late.store.start()
  late.server.hello()
  const { zxid } = late.server
  late.server.zxid = 1
  await late.clock.pass(500)
  late.server.zxid = zxid
  await late.clock.pass(2_000)
  expect(late.rows()).toEqual(['/a', '/b'])
  late.server.wipe('one')
  late.server.create('/')
  late.server.release('interest')
  await late.clock.pass(1_000)
  expect(late.rows()).toEqual([])
})

test('a list that is older than it may be is asked for again, but not over and over', async () => {
  const { zxid } = server
  server.create('/c')
  await clock.pass(200)
  server.zxid = zxid - 1
  server.asked.length = 0
  server.send({ type: 'children', path: p('/'), zxid: `0x${(zxid + 9).toString(16)}` }, 'one-99')
  await clock.pass(3_000)
  expect(server.asked.filter((what) => what === 'children /').length).toBeLessThan(5)
  server.zxid = zxid + 9
  await clock.pass(5_000)
  expect(store.children.view(p('/')).status).toBe('ready')
})

test('a page that nobody looks at any more asks for nothing', async () => {
  const left = new FakePage()
  const stop = left.store.start()
  left.server.hello()
  left.server.problem = newProblem('not-live', true)
  await left.clock.pass(5_000)
  stop()
  left.server.asked.length = 0
  await left.clock.pass(60_000)
  expect(left.server.asked).toEqual([])
  left.server.problem = undefined
  left.store.start()
  left.server.hello()
  await left.clock.pass(1_000)
  expect(left.rows()).toEqual(['/a', '/b'])
})

test('a refusal that was true before the znode went does not hide that it is gone', async () => {
  store.znodes.watch(p('/a'))
  await clock.pass(200)
  server.hold('znode')
  server.denied.add('/a')
  store.znodes.reload(p('/a'))
  await clock.pass(100)
  server.delete('/a')
  await clock.pass(200)
  expect(store.znodes.view(p('/a')).status).toBe('missing')
  server.release('znode')
  await clock.pass(500)
  expect(store.znodes.view(p('/a')).status).toBe('missing')
})
