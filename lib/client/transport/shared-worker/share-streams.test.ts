import { beforeEach, describe, expect, test } from 'vitest'
import { FakeBrowser, type FakeTab } from '@/lib/client/testing/fake-browser'
import type { ZnodePath } from '@/lib/znode/path'
import { readableStat } from '@/lib/znode/stat'

const p = (path: string) => path as ZnodePath

let browser: FakeBrowser

beforeEach(() => {
  browser = new FakeBrowser()
})

/** Opens that many tabs, greeted and settled. */
async function openTabs(count: number): Promise<FakeTab[]> {
  const tabs = Array.from({ length: count }, () => browser.openTab())
  await browser.clock.pass(50)
  browser.server.hello()
  await browser.clock.pass(500)
  return tabs
}

const text = ({ store }: FakeTab, path: string) =>
  new TextDecoder().decode(store.znodes.view(p(path)).data ?? undefined)
const names = ({ store }: FakeTab) => store.children.view(p('/')).names
const beats = async (seconds: number) => {
  for (let second = 0; second < seconds; second++) {
    browser.server.beat()
    await browser.clock.pass(1_000)
  }
}

describe('tabs of one browser', () => {
  test('share one stream, and each follows what is on its own screen', async () => {
    const [one, two] = (await openTabs(2)) as [FakeTab, FakeTab]
    one.store.znodes.watch(p('/a'))
    two.store.znodes.watch(p('/b'))
    await browser.clock.pass(300)
    expect(browser.opened).toBe(1)
    expect(new Set(browser.server.interest.nodes)).toEqual(new Set(['/a', '/b']))
    browser.server.set('/a', 'two')
    browser.server.create('/c')
    await browser.clock.pass(300)
    expect(text(one, '/a')).toBe('two')
    expect([names(one), names(two)]).toEqual([
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
    ])
    expect(readableStat(two.store.fact(p('/a'))?.stat ?? null)?.version ?? 0).toBe(0)
  })

  test('one that comes later is greeted with the state as it is by then', async () => {
    const [one] = (await openTabs(1)) as [FakeTab]
    await browser.clock.pass(2_500)
    const late = browser.openTab()
    await browser.clock.pass(200)
    expect(browser.opened).toBe(1)
    expect(names(late)).toEqual(['a', 'b'])
    expect(late.store.clusterView().view).toBe('live')
    await browser.clock.pass(1_500)
    expect(late.store.clusterView().view).toBe('paused')
    expect(one.store.clusterView().view).toBe('paused')
  })

  test('are answered anew once, not each time another tab looks elsewhere', async () => {
    const [one, two] = (await openTabs(2)) as [FakeTab, FakeTab]
    one.store.znodes.watch(p('/a'))
    await browser.clock.pass(300)
    browser.server.send({ type: 'reset', epoch: browser.server.epoch, reason: 'epoch' })
    await browser.clock.pass(300)
    two.store.znodes.watch(p('/b'))
    await browser.clock.pass(300)
    expect(new Set(browser.server.interest.nodes)).toEqual(new Set(['/a', '/b']))
    expect(browser.server.interest.floor).toBeUndefined()
  })

  test('take their interest along when they leave, and the last one the stream', async () => {
    const [one, two] = (await openTabs(2)) as [FakeTab, FakeTab]
    one.store.timeline.follow(p('/'))
    two.store.znodes.watch(p('/b'))
    await browser.clock.pass(300)
    expect(browser.server.interest.timeline).toBe('/')
    one.leave()
    await browser.clock.pass(100)
    expect(browser.server.interest).toMatchObject({ timeline: null, nodes: ['/b'] })
    expect(browser.open).toBe(1)
    two.leave()
    await browser.clock.pass(100)
    expect(browser.open).toBe(0)
  })

  test('hear that something was recorded where a history is on the screen', async () => {
    const [one, two] = (await openTabs(2)) as [FakeTab, FakeTab]
    let heard = 0
    one.store.recorded.watch(() => {
      heard += 1
    })
    await browser.clock.pass(300)
    expect(browser.server.interest.history).toBe(true)
    const before = heard
    browser.server.send({ type: 'recorded' })
    await browser.clock.pass(50)
    expect(heard).toBe(before + 1)
    two.leave()
  })

  test('that crash are missed, and those that do not are kept', async () => {
    const [one, two] = (await openTabs(2)) as [FakeTab, FakeTab]
    one.store.timeline.follow(p('/'))
    await browser.clock.pass(300)
    one.crash()
    await beats(25)
    expect(browser.server.interest.timeline).toBeNull()
    browser.server.create('/c')
    await browser.clock.pass(300)
    expect(names(two)).toEqual(['a', 'b', 'c'])
    two.crash()
    await beats(25)
    expect(browser.open).toBe(0)
  })

  test('that are brought back as they were left join again and read anew', async () => {
    const [one] = (await openTabs(2)) as [FakeTab, FakeTab]
    one.leave()
    browser.server.create('/c')
    await browser.clock.pass(300)
    expect(names(one)).toEqual(['a', 'b'])
    one.comeBack()
    await browser.clock.pass(1_000)
    expect(names(one)).toEqual(['a', 'b', 'c'])
    expect(browser.opened).toBe(1)
  })

  test('all see when the stream is refused, and open one new one together', async () => {
    const tabs = await openTabs(3)
    browser.server.cut(true)
    browser.server.create('/c')
    await browser.clock.pass(100)
    expect(tabs.every(({ store }) => !store.clusterView().canWrite)).toBe(true)
    await browser.clock.pass(900)
    browser.server.hello()
    await browser.clock.pass(500)
    expect(browser.opened).toBe(2)
    expect(browser.open).toBe(1)
    expect(tabs.map(names)).toEqual(tabs.map(() => ['a', 'b', 'c']))
  })

  test('do not wait for a stream that has gone silent', async () => {
    const tabs = await openTabs(2)
    await browser.clock.pass(15_000)
    expect(browser.opened).toBe(2)
    expect(browser.open).toBe(1)
    browser.server.hello()
    await browser.clock.pass(500)
    expect(tabs.map(({ store }) => store.clusterView().view)).toEqual(['live', 'live'])
  })

  test('miss nothing, and read nothing again, when the browser resumes the stream', async () => {
    const [one, two] = (await openTabs(2)) as [FakeTab, FakeTab]
    browser.server.cut(false)
    const asked = browser.server.asked.length
    browser.server.hello(true)
    browser.server.create('/c')
    await browser.clock.pass(300)
    expect([names(one), names(two)]).toEqual([
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
    ])
    expect(browser.server.asked.length).toBe(asked)
  })

  test('that look at more than one stream may get one of their own', async () => {
    const [one, two] = (await openTabs(2)) as [FakeTab, FakeTab]
    const many = (name: string) => Array.from({ length: 1_500 }, (_, at) => p(`/${name}${at}`))
    one.store.show('table', many('x'))
    await browser.clock.pass(300)
    two.store.show('table', many('y'))
    await browser.clock.pass(300)
    expect(browser.open).toBe(2)
    expect(one.store.clusterView().view).toBe('live')
  })
})

describe('without a worker a tab has a stream of its own', () => {
  test.each(['absent', 'throws', 'fails', 'silent'] as const)('%s', async (worker) => {
    browser.worker = worker
    const tab = browser.openTab()
    await browser.clock.pass(worker === 'silent' ? 3_100 : 100)
    browser.server.hello()
    await browser.clock.pass(500)
    expect(names(tab)).toEqual(['a', 'b'])
    expect(tab.store.clusterView().view).toBe('live')
    browser.server.cut(true)
    await browser.clock.pass(1_000)
    expect(browser.open).toBe(1)
    expect(browser.opened).toBe(2)
  })
})
