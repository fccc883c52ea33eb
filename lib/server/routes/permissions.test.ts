import { expect, test } from 'vitest'
import { commitChangeSet } from '@/lib/api/restore'
import { setZnode } from '@/lib/api/znode'
import { deedsOf } from './permissions'

const seen = { version: 1, czxid: '0x1' }

test('a change set asks for what each of its steps does, and where', () => {
  const body = commitChangeSet.body.parse({
    steps: [
      { op: 'create', path: '/a', data: null },
      { op: 'set', path: '/b', data: null, ...seen },
      { op: 'delete', path: '/c', ...seen },
    ],
  })
  expect(deedsOf(body, 'write')).toEqual([
    { action: 'create', path: '/a' },
    { action: 'write', path: '/b' },
    { action: 'delete', path: '/c' },
  ])
})

test('whatever else names a znode is asked about as the operation says', () => {
  const body = setZnode.body.parse({ path: '/a', data: null, ...seen })
  expect(deedsOf(body, 'write')).toEqual([{ action: 'write', path: '/a' }])
  const named = deedsOf({ below: '/d', paths: ['/e'] }, 'read')
  expect(named.map(({ path }) => path)).toEqual(['/d', '/e'])
  expect(deedsOf(undefined, 'read')).toEqual([])
})
