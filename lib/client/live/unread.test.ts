import { expect, test } from 'vitest'
import type { Problem } from '@/lib/api/problem'
import { FakePage } from '@/lib/client/testing/fake-page'
import { newProblem } from '@/lib/client/testing/fake-server'
import type { ZnodePath } from '@/lib/znode/path'
import type { Hex64 } from '@/lib/znode/zxid'

const A = '/a' as ZnodePath

async function openUnreadable(code: Problem['code'], retriable: boolean) {
  const page = new FakePage()
  page.server.unreadable.set(A, newProblem(code, retriable))
  await page.open()
  page.store.znodes.watch(A)
  await page.clock.pass(200)
  const reads = () => page.server.asked.filter((what) => what === 'znode /a').length
  return { page, view: () => page.store.znodes.view(A), reads }
}

test.each([
  ['too-large', false],
  ['server-error', false],
  ['internal', false],
  ['foreign-answer', false],
  ['deadline', true],
  ['throttled', true],
  ['connection-lost', true],
  ['not-live', true],
  ['unreachable', true],
] as const)(
  'a first read that failed as %s is no value, and no lack of one',
  async (code, again) => {
    const { view } = await openUnreadable(code, again)
    expect(view()).toMatchObject({ status: 'error', isRead: false, problem: { code } })
    // What the stream tells of it is known all the same.
    expect(view().stat?.dataLength).toBe(3)
  },
)

test('what cannot be read is asked for once, and again when it is another value', async () => {
  const { page, view, reads } = await openUnreadable('too-large', false)
  await page.clock.pass(20_000)
  expect(reads()).toBe(1)
  page.server.create('/a/child')
  page.server.tell(A, 'children')
  await page.clock.pass(5_000)
  expect(reads()).toBe(1)
  page.server.unreadable.clear()
  page.server.set(A, 'small')
  await page.clock.pass(500)
  expect(reads()).toBe(2)
  expect(view()).toMatchObject({ status: 'ready', isRead: true })
  expect(page.text(A)).toBe('small')
})

test('a value that grew out of reach stays as it was, with the version that it had', async () => {
  const page = new FakePage()
  await page.open()
  page.store.znodes.watch(A)
  await page.clock.pass(200)
  page.server.unreadable.set(A, newProblem('too-large'))
  page.server.set(A, 'far too large')
  await page.clock.pass(500)
  const view = page.store.znodes.view(A)
  expect(view).toMatchObject({ status: 'error', isRead: true, stat: { version: 0 } })
  expect(page.text(A)).toBe('one')
  expect(page.store.fact(A)).toMatchObject({ stat: { version: 1 } })
})

test('what could not be read comes by itself where asking again may help', async () => {
  const { page, view } = await openUnreadable('deadline', true)
  page.server.unreadable.clear()
  await page.clock.pass(5_000)
  expect(view()).toMatchObject({ status: 'ready', isRead: true })
  expect(page.text(A)).toBe('one')
})

test('a list is denied once its znode is found to be hidden since, although nobody told of its ACL', async () => {
  const page = new FakePage()
  await page.open()
  page.store.children.watch(A)
  await page.clock.pass(200)
  expect(page.store.children.view(A).status).toBe('ready')
  page.server.denied.add(A)
  page.server.zxid += 1
  const zxid: Hex64 = `0x${page.server.zxid.toString(16)}`
  page.server.instead = () => ({
    epoch: page.server.epoch,
    zxid,
    stats: [{ path: A, stat: 'unreadable', zxid }],
    notFollowed: [],
  })
  page.store.znodes.watch('/b' as ZnodePath)
  await page.clock.pass(1_000)
  expect(page.store.children.view(A).status).toBe('denied')
})
