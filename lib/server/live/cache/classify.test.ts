import { expect, test } from 'vitest'
import { statWith } from '@/lib/znode/testing/stat'
import { classify, needsRelist } from './classify'

const quiet = { created: false, deleted: false, changed: false, listed: 0 }

test('two writes between reads leave one unseen version', () => {
  const before = statWith({ version: 5 })
  const now = statWith({ version: 7, mzxid: '0x20' })
  expect(classify(before, now, quiet)).toEqual({ kind: 'changed', unseen: 1 })
})

test('a delete and create between reads is a recreation, even at the same version', () => {
  const now = statWith({ czxid: '0x30', mzxid: '0x30' })
  expect(classify(statWith(), now, quiet)).toEqual({ kind: 'recreated', unseen: 0 })
})

test('an ACL change and a children change are told apart from a data change', () => {
  expect(classify(statWith(), statWith({ aversion: 1 }), quiet)?.kind).toBe('acl')
  expect(classify(statWith(), statWith({ pzxid: '0x11' }), quiet)?.kind).toBe('children')
})

test('what came and went between two reads is told as gone', () => {
  expect(classify(null, null, { ...quiet, created: true, deleted: true })?.kind).toBe('deleted')
  expect(classify(null, null, { ...quiet, created: true })).toBeUndefined()
})

test('a path never read before is judged by what the notifications said', () => {
  expect(classify(undefined, statWith(), { ...quiet, created: true })?.kind).toBe('created')
  expect(classify(undefined, statWith(), { ...quiet, changed: true })?.kind).toBe('changed')
  expect(classify(undefined, null, { ...quiet, deleted: true })?.kind).toBe('deleted')
  expect(classify(undefined, statWith(), quiet)).toBeUndefined()
})

test('a stat that its ACL hides, or shows again, is another ACL; what else happened nobody can tell', () => {
  const changed = statWith({ version: 7, mzxid: '0x20' })
  expect(classify(statWith(), 'unreadable', quiet)).toEqual({ kind: 'acl', unseen: 0 })
  expect(classify('unreadable', changed, quiet)).toEqual({ kind: 'acl', unseen: 0 })
  expect(classify('unreadable', 'unreadable', { ...quiet, changed: true })).toBeUndefined()
  expect(classify('unreadable', null, quiet)).toEqual({ kind: 'deleted', unseen: 0 })
  expect(classify(null, 'unreadable', quiet)).toEqual({ kind: 'created', unseen: 0 })
  expect(classify(undefined, 'unreadable', { ...quiet, created: true })?.kind).toBe('created')
  expect(classify(undefined, 'unreadable', quiet)).toBeUndefined()
  const created = { ...quiet, created: true }
  expect(classify('unreadable', statWith(), created)).toEqual({ kind: 'created', unseen: 0 })
  expect(classify('unreadable', 'unreadable', created)).toEqual({ kind: 'created', unseen: 0 })
  expect(needsRelist(statWith(), 'unreadable', quiet)).toBe(true)
  expect(needsRelist('unreadable', 'unreadable', quiet)).toBe(false)
})

test('an unchanged znode is no event', () => {
  expect(classify(statWith(), statWith(), { ...quiet, changed: true })).toBeUndefined()
})

test('a list is read again unless every child that came or went was announced', () => {
  const announced = (listed: number) => ({ ...quiet, listed })
  const grown = statWith({ cversion: 3, pzxid: '0x20' })
  expect(needsRelist(statWith(), grown, announced(3))).toBe(false)
  expect(needsRelist(statWith(), grown, announced(2))).toBe(true)
  expect(needsRelist(undefined, grown, quiet)).toBe(false)
  expect(needsRelist(statWith(), null, quiet)).toBe(false)
})

test('a list is read again where its count and its zxid do not move together: data was put back', () => {
  expect(needsRelist(statWith(), statWith({ pzxid: '0x20' }), quiet)).toBe(true)
  expect(needsRelist(statWith(), statWith({ cversion: 1 }), { ...quiet, listed: 1 })).toBe(true)
  expect(needsRelist(statWith(), statWith(), quiet)).toBe(false)
})

test('another incarnation or another ACL opens another list', () => {
  expect(needsRelist(null, statWith(), quiet)).toBe(true)
  expect(needsRelist(statWith(), statWith({ czxid: '0x30' }), quiet)).toBe(true)
  expect(needsRelist(statWith(), statWith({ mzxid: '0x20', aversion: 1 }), quiet)).toBe(true)
})
