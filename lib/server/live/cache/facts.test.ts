import { expect, test } from 'vitest'
import { toPath } from '@/lib/znode/path'
import { Facts } from './facts'

const absent = (zxid: `0x${string}`) => ({ stat: null, zxid })

test('a fact from an older state never replaces a newer one', () => {
  const facts = new Facts({ entries: 10, bytes: 1e9 }, () => false)
  const path = toPath('/a')
  expect(facts.offer(path, absent('0x20'))).toBe(true)
  expect(facts.offer(path, absent('0x1f'))).toBe(false)
  expect(facts.offer(path, absent('0x100'))).toBe(true)
  expect(facts.get(path)?.zxid).toBe('0x100')
})

test('beyond its capacity the oldest unpinned facts go, pinned ones stay', () => {
  const facts = new Facts({ entries: 100, bytes: 1e9 }, (path) => path === '/pinned')
  facts.offer(toPath('/pinned'), absent('0x1'))
  for (let index = 0; index < 1_000; index++) facts.offer(toPath(`/n${index}`), absent('0x1'))
  expect(facts.size).toBeLessThanOrEqual(100)
  expect(facts.get(toPath('/pinned'))).toBeDefined()
  expect(facts.get(toPath('/n999'))).toBeDefined()
})

test('facts of long paths go before their paths take too much', () => {
  const facts = new Facts({ entries: 1_000, bytes: 10_000_000 }, (path) => path === '/pinned')
  facts.offer(toPath('/pinned'), absent('0x1'))
  const long = (index: number) => toPath(`/${index}${'x'.repeat(60_000)}`)
  for (let index = 0; index < 500; index++) facts.offer(long(index), absent('0x1'))
  expect(facts.size).toBeLessThan(90)
  expect(facts.get(toPath('/pinned'))).toBeDefined()
  expect(facts.get(long(499))).toBeDefined()
  facts.retain((path) => path === '/pinned')
  for (let index = 0; index < 50; index++) facts.offer(long(index), absent('0x1'))
  expect(facts.size).toBe(51)
})
