import { expect, test } from 'vitest'
import type { Change } from '@/lib/api/history'
import { mergeChanges, withPage } from './merge-changes'

const page = (ids: number[], next: string | null = null) => ({
  changes: ids.map((id) => ({ id }) as Change),
  runs: [],
  next,
  searchedTo: null,
})
const ids = (of: { changes: readonly Change[] }) => of.changes.map(({ id }) => id)

test('new changes come to the top, and older pages that were read stay', () => {
  const known = page([5, 4, 3, 2, 1])
  expect(ids(mergeChanges(known, page([7, 6, 5], 'x'), false))).toEqual([7, 6, 5, 4, 3, 2, 1])
})

test('an older page goes to the end, once', () => {
  const known = page([5, 4], 'x')
  const merged = mergeChanges(known, page([4, 3], 'y'), true)
  expect(ids(merged)).toEqual([5, 4, 3])
  expect(merged.next).toBe('y')
})

test('a list that was left behind by more than a page starts anew', () => {
  expect(ids(mergeChanges(page([3, 2, 1]), page([9, 8], 'x'), false))).toEqual([9, 8])
})

test('a search that took long neither empties a list nor cuts it', () => {
  const known = { ...page([3, 2], 'x'), searchedTo: 5 }
  const nothing = { ...page([], 'z'), searchedTo: 50 }
  expect(mergeChanges(known, nothing, false)).toEqual(known)
  const more = { ...page([4], 'z'), searchedTo: 50 }
  expect(ids(mergeChanges(known, more, false))).toEqual([4, 3, 2])
})

test('an older page of a search that is no more shown changes nothing', () => {
  const known = { ...page([5, 4], 'x'), search: 'new' }
  expect(withPage(known, page([3, 2]), { search: 'old', isOlder: true })).toBe(known)
  const merged = withPage(known, page([3, 2]), { search: 'new', isOlder: true })
  expect(merged && ids(merged)).toEqual([5, 4, 3, 2])
})

test('the first page of another search takes the place of what was shown', () => {
  const known = { ...page([5, 4], 'x'), search: 'old' }
  const first = withPage(known, page([3, 2]), { search: 'new', isOlder: false })
  expect(first).toEqual({ ...page([3, 2]), search: 'new' })
})

test('a list of runs is taken as it was read last, and stands still where less came than is known', () => {
  const run = { id: 3, count: 3, oldest: 1, since: 0, from: 0, cursor: 'c' }
  const known = { ...page([3]), runs: [run], search: 's', rows: 50 }
  const next = { ...page([5, 4]), runs: [{ ...run, id: 4, count: 4 }] }
  const asked = { search: 's', isOlder: false, rows: 50 }
  expect(withPage(known, next, asked)).toEqual({ ...next, search: 's', rows: 50 })
  const cut = { ...page([], 'x'), searchedTo: 9 }
  expect(withPage(known, cut, asked)).toEqual({ ...known, isStill: true })
})
