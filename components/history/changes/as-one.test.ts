import { expect, test } from 'vitest'
import type { Change, ChangeInFull, ChangeRun } from '@/lib/api/history'
import { asOne, asOneInFull } from './as-one'

const before = { id: 28, kind: 'changed', version: 28 } as const
const change = { id: 29, version: 29, before, unseen: 0, together: 2 } as Change
const run: ChangeRun = { id: 29, count: 8, oldest: 20, since: 0, from: 18, cursor: '' }

test('a run goes from the version before all of it, and says which of its versions nobody read', () => {
  expect(asOne({ change, run })).toMatchObject({ before: { version: 18 }, unseen: 3, together: 1 })
  expect(asOne({ change, run: { ...run, from: null } })).toMatchObject({ unseen: null })
  expect(asOne({ change })).toBe(change)
})

test('a run’s values are those before its oldest change and after its newest', () => {
  const value = (data: string) => ({ state: 'kept' as const, data })
  const rest = { acl: { before: null, after: null }, together: [change] }
  const newest: ChangeInFull = { change, before: value('c'), after: value('d'), ...rest }
  const first = { ...change, id: 20, before: { ...before, id: 18, version: 18 } }
  const oldest: ChangeInFull = { change: first, before: value('a'), after: value('b'), ...rest }
  const one = asOneInFull(newest, oldest, run)
  expect([one.before, one.after]).toEqual([value('a'), value('d')])
  expect(one.change).toMatchObject({ version: 29, before: { id: 18, version: 18 }, unseen: 3 })
  expect(one.together).toEqual([])
})
