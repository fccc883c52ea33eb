import fc from 'fast-check'
import { expect, test } from 'vitest'
import { unifiedLines } from './unified-lines'

const said = (before: string, after: string) =>
  unifiedLines(before, after).map(({ kind, text }) => {
    return `${kind === 'same' ? ' ' : kind === 'removed' ? '-' : '+'}${text}`
  })

test('what went stands above what came in its place', () => {
  expect(said('a\nb\nc\n', 'a\nx\nc\nd\n')).toEqual([' a', '-b', '+x', ' c', '+d', ' '])
  expect(said('a\nb', 'b')).toEqual(['-a', ' b'])
  expect(said('x\na\n', 'x\na')).toEqual([' x', '-a', '-', '+a'])
  expect(said('a\r', 'a')).toEqual(['-a\r', '+a'])
})

test('a blank line beside another is seen to come and to go', () => {
  expect(said('\na\na', '\n\na\na')).toEqual([' ', '+', ' a', ' a'])
  expect(said('\n\na', '\na')).toEqual([' ', '-', ' a'])
})

test('what changed within a line is marked', () => {
  const marked = unifiedLines('url=a&b=1', 'url=a&c=2&b=1').map(({ text, marks }) =>
    marks.map(([from, to]) => text.slice(from, to)),
  )
  expect(marked.flat()).toEqual(['c=2&'])
})

test('each text is all there, in order, with its numbers', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c ', '', '\tx'), { maxLength: 8 })
    .map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = unifiedLines(before, after)
      const own = lines.filter(({ kind }) => kind !== 'added')
      const others = lines.filter(({ kind }) => kind !== 'removed')
      expect(own.map((line) => line.text).join('\n')).toBe(before)
      expect(others.map((line) => line.text).join('\n')).toBe(after)
      expect(own.map((line) => line.before)).toEqual(own.map((_, at) => at + 1))
      expect(others.map((line) => line.after)).toEqual(others.map((_, at) => at + 1))
    }),
    { numRuns: 500 },
  )
})
