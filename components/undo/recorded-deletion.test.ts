import { expect, test } from 'vitest'
import type { Change } from '@/lib/api/history'
import { recordedDeletion } from './recorded-deletion'

const change = (given: Partial<Change>) => ({ id: 2, czxid: '0x5', ...given }) as Change

test('a deletion is brought back once it is recorded itself, never an older one in its place', () => {
  const deletion = change({ kind: 'deleted' })
  expect(recordedDeletion(deletion, '0x5')).toBe(deletion)
  expect(recordedDeletion(deletion, '0x9')).toBe('notYet')
  expect(recordedDeletion(deletion, '0x1')).toBe('recreated')
})

test('a deletion that is not recorded yet is told from a znode that is not recorded', () => {
  expect(recordedDeletion(change({ kind: 'changed' }), '0x5')).toBe('notYet')
  expect(recordedDeletion(undefined, '0x5')).toBe('never')
  expect(recordedDeletion(change({ kind: 'vanished', czxid: null }), '0x5')).toBe('never')
})
