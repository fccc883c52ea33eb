import { expect, test } from 'vitest'
import { parseOrder } from './command-line'

const KNOWN = ['engine', 'live']

test('all sections run unless some are named', () => {
  expect(parseOrder([], KNOWN).names).toEqual(KNOWN)
  expect(parseOrder(['live', '--rounds', '3'], KNOWN)).toEqual({ names: ['live'], rounds: 3 })
})

test('a section or a number that cannot be is refused', () => {
  expect(() => parseOrder(['sise'], KNOWN)).toThrow('no section sise; there are engine, live')
  expect(() => parseOrder(['--rounds', '0'], KNOWN)).toThrow('whole number')
})
