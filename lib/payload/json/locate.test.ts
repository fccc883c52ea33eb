import { expect, test } from 'vitest'
import { locateIn } from './locate'

test('a pointer leads to its value', () => {
  const text = '{"a": {"b/c": [1, 22]}, "~": 3}'
  const at = (pointer: string) => {
    const { start, end } = locateIn(text)(pointer)
    return text.slice(start, end)
  }
  expect(at('/a/b~1c/1')).toBe('22')
  expect(at('/~0')).toBe('3')
  expect(at('')).toBe(text)
  expect(at('/a/missing')).toBe('{"b/c": [1, 22]}')
})
