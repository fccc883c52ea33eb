import { beforeEach, describe, expect, test } from 'vitest'
import type { FakeClock } from '@/lib/client/testing/fake-clock'
import { FakePage } from '@/lib/client/testing/fake-page'
import { type FakeServer, newProblem } from '@/lib/client/testing/fake-server'
import { standInKey } from '@/lib/tree/rows'
import { expand } from '@/lib/tree/tree'
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

describe('children', () => {
  test('are read once the server knows what is on the screen', async () => {
    store.start()
    expect(page.rows()).toEqual(['loading /'])
    server.hello()
    await clock.pass(300)
    expect(server.asked).toEqual(['interest', 'children /'])
    expect(page.rows()).toEqual(['/a', '/b'])
  })

  test('a change while their list is on its way is not lost', async () => {
    server.hold('children')
    store.start()
    server.hello()
    await clock.pass(100)
    server.create('/c')
    server.delete('/a')
    server.release('children')
    await clock.pass(2_000)
    expect(page.rows()).toEqual(['/b', '/c'])
  })

  test('facts that come late or twice change nothing', async () => {
    await page.open()
    server.create('/c')
    await clock.pass(200)
    server.announce({ path: p('/c'), kind: 'deleted', stat: null, zxid: '0x1' })
    server.announce({ path: p('/c'), kind: 'created', stat: server.znodes.get('/c')?.stat ?? null })
    await clock.pass(2_000)
    expect(page.rows()).toEqual(['/a', '/b', '/c'])
  })

  test('more open lists than can be kept live are said to be too many', {
    timeout: 30_000,
  }, async () => {
    const many = Array.from({ length: 1_000 }, (_, index) => p(`/a/${index}`))
    for (const path of many) server.create(path)
    await page.open()
    store.children.update((tree) => expand(tree, [p('/a'), ...many]))
    await clock.pass(300)
    expect(store.tree.view().full).toBe(true)
    expect(server.interest.parents).toHaveLength(1_000)
    store.tree.collapse(p('/a'))
    await clock.pass(300)
    expect(store.tree.view().full).toBe(false)
    expect(server.interest.parents).toEqual(['/'])
  })

  test('a list that has to be read again is', async () => {
    await page.open()
    server.znodes.delete('/b')
    server.zxid += 1
    server.relist(p('/'))
    await clock.pass(200)
    expect(page.rows()).toEqual(['/a'])
  })

  test('a list that could not be read says why, and is read again by itself', async () => {
    await page.open()
    server.problem = newProblem('connection-lost', true)
    store.tree.expand(p('/a'))
    await clock.pass(3_000)
    expect(page.rows()).toEqual(['/a', 'failed /a', '/b'])
    expect(store.children.view(p('/a'))).toMatchObject({ status: 'error', names: [] })
    server.problem = undefined
    server.create('/a/x')
    await clock.pass(3_000)
    expect(page.rows()).toEqual(['/a', '/a/x', '/b'])
  })

  test('a list that may not be read waits for a person, or for another ACL', async () => {
    await page.open()
    server.denied.add('/a')
    store.tree.expand(p('/a'))
    await clock.pass(200)
    expect(store.children.view(p('/a')).status).toBe('denied')
    const asked = server.asked.length
    await clock.pass(20_000)
    expect(server.asked.slice(asked).filter((what) => what !== 'session')).toEqual([])
    server.denied.clear()
    store.tree.retry(p('/a'))
    await clock.pass(200)
    expect(page.rows()).toEqual(['/a', '/b'])
  })

  test('closing and opening again reads the list again', async () => {
    await page.open()
    store.tree.toggle(p('/a'))
    await clock.pass(200)
    store.tree.toggle(p('/a'))
    await clock.pass(200)
    server.create('/a/x')
    await clock.pass(200)
    store.tree.toggle(p('/a'))
    await clock.pass(200)
    expect(page.rows()).toEqual(['/a', '/a/x', '/b'])
  })
})

describe('a deleted row', () => {
  test('stays, tinted, for less than a second; then the focus goes to its neighbour', async () => {
    await page.open()
    store.tree.focus('/a')
    server.delete('/a')
    await clock.pass(150)
    expect(store.flash(p('/a'))).toBe('deleted')
    expect(page.rows()).toEqual(['/a', '/b'])
    expect(store.children.view(p('/')).names).toEqual(['b'])
    expect(store.tree.view().active).toBe('/a')
    await clock.pass(850)
    expect(store.flash(p('/a'))).toBeUndefined()
    expect(page.rows()).toEqual(['/b'])
    expect(store.tree.view()).toMatchObject({ active: '/b', lost: { name: 'a', next: 'b' } })
  })
})

describe('the focus', () => {
  test('put on a row that is painted no more goes to what came in its place', async () => {
    server.create('/a/x')
    await page.open()
    server.hold('children')
    store.tree.expand(p('/a'))
    await clock.pass(200)
    expect(page.rows()).toContain('loading /a')
    server.release('children')
    await clock.pass(200)
    store.tree.focus(standInKey(p('/a')))
    expect(store.tree.view()).toMatchObject({ active: '/a/x', goal: { key: '/a/x' } })
    server.delete('/b')
    await clock.pass(2_000)
    store.tree.noteFocus('/b')
    expect(store.tree.view().active).toBe('/a')
  })

  test('goes to the parent with the last child, and that is said', async () => {
    server.create('/a/x')
    await page.open()
    store.tree.expand(p('/a'))
    await clock.pass(200)
    store.tree.focus('/a/x')
    server.delete('/a/x')
    await clock.pass(2_000)
    expect(store.tree.view()).toMatchObject({ active: '/a', lost: { name: 'x', next: 'a' } })
  })

  test('goes to what was closed or is left of the filter, without a word', async () => {
    server.create('/a/x')
    await page.open()
    store.tree.expand(p('/a'))
    await clock.pass(200)
    store.tree.focus('/a/x')
    store.tree.collapse(p('/a'))
    expect(store.tree.view()).toMatchObject({ active: '/a', goal: { key: '/a' }, lost: null })
    store.tree.setFilter('b')
    expect(store.tree.view()).toMatchObject({ active: '/b', lost: null })
    expect(page.rows()).toEqual(['/b'])
  })

  test('waits for a row that is to be shown, and gives up when a person moves on', async () => {
    server.create('/a/x')
    await page.open()
    store.tree.reveal(p('/a/x'))
    await clock.pass(200)
    expect(store.tree.view()).toMatchObject({ active: '/a/x', goal: { key: '/a/x' } })
    store.tree.reveal(p('/a/later'))
    store.tree.focus('/b')
    server.create('/a/later')
    await clock.pass(200)
    expect(store.tree.view().active).toBe('/b')
  })
})

describe('an open znode', () => {
  test('shows data and stat that belong together, whatever arrives in between', async () => {
    await page.open()
    store.znodes.watch(p('/a'))
    await clock.pass(200)
    expect(page.text('/a')).toBe('one')
    server.hold('znode')
    server.set('/a', 'two')
    await clock.pass(200)
    expect(store.znodes.view(p('/a')).stat?.version).toBe(0)
    server.set('/a', 'three')
    await clock.pass(200)
    server.release('znode')
    server.hold('znode')
    await clock.pass(200)
    expect([page.text('/a'), store.znodes.view(p('/a')).stat?.version]).toEqual(['one', 0])
    server.release('znode')
    await clock.pass(200)
    expect(page.text('/a')).toBe('three')
    expect(store.znodes.view(p('/a')).stat?.version).toBe(2)
  })

  test('stays on the screen when it vanishes, and comes back with its next incarnation', async () => {
    await page.open()
    store.znodes.watch(p('/a'))
    await clock.pass(200)
    server.delete('/a')
    await clock.pass(200)
    expect(store.znodes.view(p('/a')).status).toBe('missing')
    expect(store.znodes.view(p('/a')).deletedAt).toBeGreaterThan(0)
    expect(page.text('/a')).toBe('one')
    server.create('/a', 'again')
    await clock.pass(300)
    expect(store.znodes.view(p('/a')).status).toBe('ready')
    expect(page.text('/a')).toBe('again')
  })

  test('that does not exist is missing, and appears once created', async () => {
    await page.open()
    store.znodes.watch(p('/later'))
    await clock.pass(200)
    expect(store.znodes.view(p('/later'))).toMatchObject({ status: 'missing', data: null })
    expect(store.znodes.view(p('/later')).deletedAt).toBeUndefined()
    server.create('/later', 'here')
    await clock.pass(300)
    expect(page.text('/later')).toBe('here')
  })
})
