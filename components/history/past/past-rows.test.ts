import { expect, test } from 'vitest'
import type { PastZnode } from '@/lib/api/past'
import type { ZnodePath } from '@/lib/znode/path'
import { type Listings, pastRows, withPage } from './past-rows'

const NONE: Listings = new Map()
const path = (text: string) => text as ZnodePath
const znode = (text: string): PastZnode => ({
  path: path(text),
  status: 'same',
  was: null,
  now: null,
  hasChildren: true,
})
const page = (names: string[], next: string | null = null) => ({
  znodes: names.map(znode),
  next: next === null ? null : path(next),
})

function outline(listings: Listings, ...opened: string[]) {
  return pastRows(listings, path('/a'), new Set(opened.map(path))).map((row) =>
    row.kind === 'znode'
      ? `${row.level} ${row.znode.path}`
      : row.kind === 'unrecorded'
        ? `${row.level} ${row.count} unrecorded in ${row.parent}`
        : `${row.level} more of ${row.parent} behind ${row.after}`,
  )
}

test('what is not read yet is one row that asks for it', () => {
  expect(outline(NONE)).toEqual(['1 more of /a behind null'])
  const listings = withPage(NONE, path('/a'), null, page(['/a/b', '/a/c'], '/a/c'))
  expect(outline(listings, '/a/b')).toEqual([
    '1 /a/b',
    '2 more of /a/b behind null',
    '1 /a/c',
    '1 more of /a behind /a/c',
  ])
})

test('a page goes behind the one before, and once', () => {
  const first = withPage(NONE, path('/a'), null, page(['/a/b'], '/a/b'))
  const second = withPage(first, path('/a'), path('/a/b'), page(['/a/c']))
  expect(outline(second)).toEqual(['1 /a/b', '1 /a/c'])
  expect(withPage(second, path('/a'), path('/a/b'), page(['/a/c']))).toBe(second)
  expect(withPage(first, path('/a'), null, page(['/a/b'], '/a/b'))).toBe(first)
})

test('children of now that were never recorded are counted once all that was recorded is there', () => {
  const now = { numChildren: 3 } as PastZnode['now']
  const known = { ...znode('/a/b'), now }
  const self = { ...znode('/a'), now }
  const of = (next: string | null) => {
    const listed = { znodes: [known, znode('/a/gone')], next: next as ZnodePath | null, self }
    return outline(withPage(NONE, path('/a'), null, listed)).at(-1)
  }
  expect(of('/a/gone')).toBe('1 more of /a behind /a/gone')
  expect(of(null)).toBe('1 2 unrecorded in /a')
})
