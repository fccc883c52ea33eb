import { expect, test } from 'vitest'
import type { Change } from '@/lib/api/history'
import { authorOf } from './last-author'

const stat = { czxid: '0x5', version: 3 } as const
const change = (given: Partial<Change>) =>
  ({ kind: 'changed', czxid: '0x5', version: 3, person: 'ada', reason: 'EU', ...given }) as Change

test('the author is that of the version on the screen, whatever came since', () => {
  expect(authorOf([change({ version: 4, person: 'bob' }), change({})], stat)).toEqual({
    person: 'ada',
    reason: 'EU',
  })
  expect(authorOf([change({ kind: 'acl', person: 'bob' }), change({})], stat)).toMatchObject({
    person: 'ada',
  })
})

test('nobody is named for a change by another client, and for one that is not recorded', () => {
  expect(authorOf([change({ person: null, reason: null })], stat)).toBeUndefined()
  expect(authorOf([change({ version: 2 }), change({ czxid: '0x1' })], stat)).toBe('notYet')
  expect(authorOf([], stat)).toBe('notYet')
})
