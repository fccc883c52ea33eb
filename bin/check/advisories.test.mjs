import { expect, test } from 'vitest'
import { advisoryProblems, isBelow } from './advisories.mjs'

const floors = [{ name: 'a', floor: '2.10.0', why: 'a hole' }]
const lockOf = (packages) => ({ packages })

test('a lock below an advisory’s floor is a problem', () => {
  const lock = lockOf({
    'node_modules/a': { version: '2.9.1' },
    'node_modules/ba': { version: '1.0.0' },
  })
  expect(advisoryProblems(lock, floors)).toEqual(['a 2.9.1 is below 2.10.0: a hole'])
  const deep = lockOf({ 'node_modules/b/node_modules/a': { version: '1.0.0' } })
  expect(advisoryProblems(deep, floors)).toHaveLength(1)
  expect(advisoryProblems(lockOf({ 'node_modules/a': { version: '2.10.0' } }), floors)).toEqual([])
})

test.each([
  ['1.2.3', '1.2.4', true],
  ['1.2.10', '1.2.9', false],
  ['2.0.0', '1.9.9', false],
  ['1.9.9', '2.0.0', true],
  ['1.2.3', '1.2.3', false],
])('%s is below %s: %s', (version, floor, below) => {
  expect(isBelow(version, floor)).toBe(below)
})
