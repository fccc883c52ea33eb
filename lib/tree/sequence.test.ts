import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bySequence, isSequenced, orderBySequence, sequenceOf } from './sequence'
import { sortNames } from './sorted-names'

test('a sequence number is the last ten digits of a name, and nothing else', () => {
  expect(sequenceOf('_c_0845b838-lock-0000000043')).toBe(43)
  expect(sequenceOf('2147483647')).toBe(2_147_483_647)
  expect(sequenceOf('n-000042')).toBeUndefined()
  expect(sequenceOf('lock-00000000x3')).toBeUndefined()
  expect(sequenceOf('')).toBeUndefined()
})

test('contenders for a lock stand in the order in which they get it, whatever their ids', () => {
  const names = ['_c_9-lock-0000000001', '_c_0-lock-0000000003', '_c_5-lock-0000000002']
  expect(isSequenced(sortNames(names))).toBe(true)
  expect(orderBySequence(sortNames(names)).map(sequenceOf)).toEqual([1, 2, 3])
})

test('siblings are ordered so only where all of them have a number, and their names differ', () => {
  expect(isSequenced(['config', '_c_0-lock-0000000003'].sort())).toBe(false)
  expect(isSequenced(['qn-0000000001', 'qn-0000000002'])).toBe(false)
  expect(isSequenced([])).toBe(false)
  expect(isSequenced(['only-0000000001'])).toBe(false)
})

test('an order kept up to date by what changed is the order made anew', () => {
  const name = fc
    .tuple(fc.constantFrom('a-', 'b-', 'c-lock-'), fc.nat(50))
    .map(([prefix, number]) => prefix + `${number}`.padStart(10, '0'))
  const names = fc.uniqueArray(name, { maxLength: 30 }).map((list) => sortNames(list))
  fc.assert(
    fc.property(names, names, (before, after) => {
      const last = { from: before, ordered: orderBySequence(before) }
      expect(orderBySequence(after, last)).toEqual([...after].sort(bySequence))
    }),
  )
})
