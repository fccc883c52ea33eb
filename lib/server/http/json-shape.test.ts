import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { guardShape } from './json-shape'

const passes = (text: string, most: number) => {
  try {
    guardShape(Buffer.from(text), most)
    return true
  } catch {
    return false
  }
}

/** Every list, object, item and field counts one, and what has none of them. */
function countOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const inner = Object.values(value)
  return (
    1 + Math.max(0, inner.length - 1) + inner.reduce((sum: number, each) => sum + countOf(each), 0)
  )
}

test('a text has as many values as it says, whatever its strings look like', () => {
  const value = fc.jsonValue({ maxDepth: 5, noUnicodeString: false })
  fc.assert(
    fc.property(value, (each) => {
      const text = JSON.stringify(each)
      const count = 1 + countOf(each)
      expect(passes(text, count)).toBe(true)
      expect(passes(text, count - 1)).toBe(false)
    }),
  )
})

describe('is turned away before it is parsed', () => {
  test.each([
    ['a million numbers', `[${'0,'.repeat(1_000_000)}0]`],
    ['two million brackets', '['.repeat(2_000_000)],
    ['a million keys', `{${'"k":1,'.repeat(1_000_000)}"k":1}`],
  ])('%s', (_, text) => {
    expect(passes(text, 10_000)).toBe(false)
  })
})

test.each([
  ['quotes', '\\"'],
  ['backslashes', '\\\\'],
  ['commas', ','],
])('a string of a million escaped %s is one value, read in linear time', (_, piece) => {
  const started = process.cpuUsage()
  expect(passes(`{"a":"${piece.repeat(1_000_000)}"}`, 2)).toBe(true)
  expect(process.cpuUsage(started).user).toBeLessThan(2_000_000)
})
