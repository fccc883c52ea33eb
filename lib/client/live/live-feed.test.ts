import { beforeEach, describe, expect, test } from 'vitest'
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

beforeEach(() => {
  page = new FakePage()
  ;({ clock, server, store } = page)
})

describe('missed changes', () => {
  test('after a reset everything open is read again, and stays on the screen meanwhile', async () => {
    await page.open()
    store.znodes.watch(p('/a'))
    await clock.pass(200)
    server.interest = { nodes: [], parents: [], timeline: null }
    server.create('/c')
    server.set('/a', 'two')
    server.send({ type: 'reset', epoch: server.epoch, reason: 'overflow' })
    expect(page.rows()).toEqual(['/a', '/b'])
    expect(page.text('/a')).toBe('one')
    await clock.pass(300)
    expect(page.rows()).toEqual(['/a', '/b', '/c'])
    expect(page.text('/a')).toBe('two')
  })

  test('the first event after them says that others may be missing before it', async () => {
    await page.open()
    store.timeline.follow(p('/'))
    await clock.pass(300)
    server.create('/c')
    await clock.pass(200)
    server.beat({ state: 'paused', lastContact: 9_000 })
    server.beat()
    server.create('/d')
    server.create('/e')
    await clock.pass(200)
    server.send({ type: 'reset', epoch: server.epoch, reason: 'overflow' })
    await clock.pass(300)
    server.create('/f')
    await clock.pass(200)
    const told = store.timeline.view().events.map(({ path, afterGap }) => [path, afterGap])
    expect(told).toEqual([
      ['/f', true],
      ['/e', false],
      ['/d', true],
      ['/c', false],
    ])
  })

  test('in a new epoch smaller zxids count', async () => {
    await page.open()
    for (let count = 0; count < 20; count++) server.set('/a', `${count}`)
    await clock.pass(300)
    server.wipe('two')
    server.create('/')
    server.create('/z')
    server.send({ type: 'reset', epoch: 'two', reason: 'epoch' })
    await clock.pass(300)
    expect(page.rows()).toEqual(['/z'])
    server.create('/y')
    await clock.pass(300)
    expect(page.rows()).toEqual(['/y', '/z'])
  })

  test('data that was restored while another process took over is shown, though older', async () => {
    await page.open()
    store.znodes.watch(p('/a'))
    store.tree.expand(p('/a'))
    await clock.pass(300)
    const backup = server.backUp()
    server.set('/a', 'two')
    server.create('/c')
    server.delete('/b')
    await clock.pass(1_500)
    expect([page.text('/a'), ...page.rows()]).toEqual(['two', '/a', '/c'])
    server.restore(backup)
    server.epoch = 'two'
    server.cut(false)
    server.hello()
    await clock.pass(1_500)
    expect([page.text('/a'), ...page.rows()]).toEqual(['one', '/a', '/b'])
  })

  test('a stream that resumes reads nothing again and shows nothing twice', async () => {
    await page.open()
    store.timeline.follow(p('/'))
    await clock.pass(300)
    server.create('/c')
    await clock.pass(200)
    const asked = server.asked.length
    server.cut(false)
    expect(store.clusterView()).toMatchObject({ canWrite: false })
    server.hello(true)
    server.tell('/c', 'created')
    server.seq -= 1
    server.tell('/c', 'created')
    await clock.pass(300)
    expect(server.asked.length).toBe(asked)
    expect(store.timeline.view().events.map(({ path }) => path)).toEqual(['/c', '/c'])
    expect(store.clusterView()).toMatchObject({ view: 'live', canWrite: true })
  })

  test('a refused stream is opened anew and everything read again', async () => {
    await page.open()
    server.cut(true)
    server.znodes.delete('/b')
    expect(store.clusterView().view).not.toBe('connecting')
    await clock.pass(1_000)
    expect(server.asked).toContain('session')
    server.zxid += 1
    server.hello()
    await clock.pass(300)
    expect(page.rows()).toEqual(['/a'])
  })
})

describe('liveness', () => {
  test('a place that is not free is asked for again, and said to be why', async () => {
    await page.open()
    server.isFull = true
    server.cut(true)
    await clock.pass(8_000)
    server.cut(true)
    await clock.pass(8_000)
    expect(store.clusterView()).toMatchObject({ view: 'crowded', canWrite: false })
    server.isFull = false
    server.hello()
    await clock.pass(100)
    expect(store.clusterView()).toMatchObject({ view: 'live', canWrite: true })
  })

  test('is claimed for 4 s without a word at most; then writes are off', async () => {
    await page.open()
    expect(store.clusterView()).toMatchObject({ view: 'live', canWrite: true, age: 0 })
    await clock.pass(3_000)
    expect(store.clusterView().view).toBe('live')
    await clock.pass(1_500)
    expect(store.clusterView()).toMatchObject({ view: 'paused', canWrite: false, age: 4_000 })
    server.beat()
    expect(store.clusterView()).toMatchObject({ view: 'live', canWrite: true })
  })

  test('is not claimed on the word of a server that heard nothing itself', async () => {
    await page.open()
    server.beat({ lastContact: 3_900 })
    expect(store.clusterView().view).toBe('live')
    await clock.pass(600)
    expect(store.clusterView().view).toBe('paused')
  })

  test('once it is back, what failed meanwhile is read at once', async () => {
    await page.open()
    server.problem = newProblem('not-live', true)
    server.beat({ state: 'paused', lastContact: 9_000 })
    store.tree.expand(p('/a'))
    for (let second = 0; second < 30; second++) {
      await clock.pass(1_000)
      server.beat({ state: 'paused', lastContact: 9_000 })
    }
    expect(page.rows()).toEqual(['/a', 'failed /a', '/b'])
    server.problem = undefined
    server.beat()
    await clock.pass(200)
    expect(page.rows()).toEqual(['/a', '/b'])
  })

  test('a dead stream is opened anew', async () => {
    await page.open()
    await clock.pass(14_000)
    expect(server.asked).toContain('session')
    expect(server.isOpen).toBe(true)
  })
})

describe('interest', () => {
  test('is sent once for many changes, and never twice at a time', async () => {
    await page.open()
    server.asked.length = 0
    server.hold('interest')
    for (const name of ['a', 'b', 'c']) store.tree.setVisible([p(`/${name}`)])
    await clock.pass(100)
    store.tree.setVisible([p('/d')])
    await clock.pass(500)
    expect(server.asked).toEqual(['interest'])
    expect(server.interest.nodes).toEqual(['/c'])
    server.release('interest')
    await clock.pass(100)
    expect(server.interest.nodes).toEqual(['/d'])
    expect(server.asked).toEqual(['interest', 'interest'])
  })

  test('brings the stats of the rows in view', async () => {
    await page.open()
    store.tree.setVisible([p('/a')])
    await clock.pass(200)
    expect(store.fact(p('/a'))).toMatchObject({ stat: { dataLength: 3 } })
  })

  test('while the stream is silent from the start, lists are read without it', async () => {
    store.start()
    await clock.pass(2_500)
    expect(page.rows()).toEqual(['/a', '/b'])
    expect(store.clusterView().canWrite).toBe(false)
  })
})

test('a storm of changes is shown ten times a second', async () => {
  await page.open()
  let commits = 0
  store.subscribe(() => {
    commits += 1
  })
  for (let count = 0; count < 1_000; count++) {
    server.create(`/n${count}`)
    await clock.pass(1)
  }
  expect(commits).toBeLessThan(15)
  await clock.pass(200)
  expect(page.rows()).toHaveLength(1_002)
})

test('the timeline keeps the newest 500 and says what it dropped and held back', async () => {
  await page.open()
  store.timeline.follow(p('/'))
  await clock.pass(300)
  for (let count = 0; count < 510; count++) server.set('/a', `${count}`)
  await clock.pass(200)
  expect(store.timeline.view()).toMatchObject({ dropped: 10, paused: false })
  expect(store.timeline.view().events[0]).toMatchObject({ stat: { version: 510 } })
  store.timeline.pause()
  server.set('/a', 'unseen')
  await clock.pass(200)
  expect(store.timeline.view()).toMatchObject({ paused: true, waiting: 1 })
  expect(store.timeline.view().events[0]).toMatchObject({ stat: { version: 510 } })
  store.timeline.resume()
  expect(store.timeline.view().events[0]).toMatchObject({ stat: { version: 511 } })
})
