import { expect, test } from 'vitest'
import { likeness } from './alike'

const ABSENT = { state: 'absent', data: null } as const
const NONE = { state: 'none', data: null } as const
const EMPTY = { state: 'kept', data: '' } as const

test('a creation or deletion without data, or with empty data, is never called the same value', () => {
  for (const held of [NONE, EMPTY])
    for (const differ of ['not', 'spelling'] as const) {
      expect(likeness(ABSENT, held, differ)).toBeUndefined()
      expect(likeness(held, ABSENT, differ)).toBeUndefined()
    }
})

test('two values that read the same are called so, and whether their bytes differ', () => {
  expect(likeness(EMPTY, EMPTY, 'not')).toBe('same')
  expect(likeness(NONE, EMPTY, 'spelling')).toBe('sameReading')
})
