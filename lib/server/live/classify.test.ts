import { expect, test } from 'vitest'
import type { Stat } from '@/lib/znode/stat'
import { classify, needsRelist } from './classify'

const stat = (over: Partial<Stat> = {}): Stat => ({
  czxid: '0x10',
  mzxid: '0x10',
  pzxid: '0x10',
  ctime: 0,
  mtime: 0,
  version: 0,
  cversion: 0,
  aversion: 0,
  ephemeralOwner: '0x0',
  dataLength: 0,
  numChildren: 0,
  ...over,
})
const quiet = { created: false, deleted: false, changed: false, listed: 0 }

test('two writes between reads leave one unseen version', () => {
  const before = stat({ version: 5 })
  const now = stat({ version: 7, mzxid: '0x20' })
  expect(classify(before, now, quiet)).toEqual({ kind: 'changed', unseen: 1 })
})

test('a delete and create between reads is a recreation, even at the same version', () => {
  const now = stat({ czxid: '0x30', mzxid: '0x30' })
  expect(classify(stat(), now, quiet)).toEqual({ kind: 'recreated', unseen: 0 })
})

test('an ACL change and a children change are told apart from a data change', () => {
  expect(classify(stat(), stat({ aversion: 1 }), quiet)?.kind).toBe('acl')
  expect(classify(stat(), stat({ pzxid: '0x11' }), quiet)?.kind).toBe('children')
})

test('what came and went between two reads is told as gone', () => {
  expect(classify(null, null, { ...quiet, created: true, deleted: true })?.kind).toBe('deleted')
  expect(classify(null, null, { ...quiet, created: true })).toBeUndefined()
})

test('a path never read before is judged by what the notifications said', () => {
  expect(classify(undefined, stat(), { ...quiet, created: true })?.kind).toBe('created')
  expect(classify(undefined, stat(), { ...quiet, changed: true })?.kind).toBe('changed')
  expect(classify(undefined, null, { ...quiet, deleted: true })?.kind).toBe('deleted')
  expect(classify(undefined, stat(), quiet)).toBeUndefined()
})

test('an unchanged znode is no event', () => {
  expect(classify(stat(), stat(), { ...quiet, changed: true })).toBeUndefined()
})

test('a list is read again unless every child that came or went was announced', () => {
  const announced = (listed: number) => ({ ...quiet, listed })
  const grown = stat({ cversion: 3, pzxid: '0x20' })
  expect(needsRelist(stat(), grown, announced(3))).toBe(false)
  expect(needsRelist(stat(), grown, announced(2))).toBe(true)
  expect(needsRelist(undefined, grown, quiet)).toBe(false)
  expect(needsRelist(stat(), null, quiet)).toBe(false)
})

test('another incarnation or another ACL opens another list', () => {
  expect(needsRelist(null, stat(), quiet)).toBe(true)
  expect(needsRelist(stat(), stat({ czxid: '0x30' }), quiet)).toBe(true)
  expect(needsRelist(stat(), stat({ mzxid: '0x20', aversion: 1 }), quiet)).toBe(true)
})
