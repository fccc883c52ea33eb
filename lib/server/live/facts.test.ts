import { expect, test } from 'vitest'
import { toPath } from '@/lib/znode/path'
import { Facts } from './facts'

const absent = (zxid: `0x${string}`) => ({ stat: null, zxid })

test('a fact from an older state never replaces a newer one', () => {
  const facts = new Facts(10, () => false)
  const path = toPath('/a')
  expect(facts.offer(path, absent('0x20'))).toBe(true)
  expect(facts.offer(path, absent('0x1f'))).toBe(false)
  expect(facts.offer(path, absent('0x100'))).toBe(true)
  expect(facts.get(path)?.zxid).toBe('0x100')
})

test('beyond its capacity the oldest unpinned facts go, pinned ones stay', () => {
  const facts = new Facts(100, (path) => path === '/pinned')
  facts.offer(toPath('/pinned'), absent('0x1'))
  for (let index = 0; index < 1_000; index++) facts.offer(toPath(`/n${index}`), absent('0x1'))
  expect(facts.size).toBeLessThanOrEqual(100)
  expect(facts.get(toPath('/pinned'))).toBeDefined()
  expect(facts.get(toPath('/n999'))).toBeDefined()
})
