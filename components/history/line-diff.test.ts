import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffLines, foldUnchanged } from './line-diff'

const SIGNS = { same: ' ', added: '+', removed: '-' }
const drawn = (before: string, after: string) =>
  diffLines(before, after).map(({ kind, line }) => SIGNS[kind] + line)

test('a changed line is shown between those that stayed', () => {
  expect(drawn('a\nb\nc', 'a\nB\nc')).toEqual([' a', '-b', '+B', ' c'])
})

test('an inserted line leaves its neighbours alone', () => {
  expect(drawn('a\nb', 'a\nnew\nb')).toEqual([' a', '+new', ' b'])
})

test('both versions can be read off any diff, with their line numbers', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 })
    .map((l) => l.join('\n'))
  void fc.assert(
    fc.property(text, text, (before, after) => {
      const rows = diffLines(before, after)
      const old = rows.filter(({ kind }) => kind !== 'added')
      const now = rows.filter(({ kind }) => kind !== 'removed')
      expect(old.map(({ line }) => line).join('\n')).toBe(before)
      expect(now.map(({ line }) => line).join('\n')).toBe(after)
      expect(old.map((row) => row.before)).toEqual(old.map((_, index) => index + 1))
      expect(now.map((row) => row.after)).toEqual(now.map((_, index) => index + 1))
    }),
  )
})

test('what is far from a change is folded away', () => {
  const lines = Array.from({ length: 20 }, (_, index) => `line ${index}`)
  const parts = foldUnchanged(diffLines(lines.join('\n'), [...lines, 'new'].join('\n')))
  expect(parts[0]).toMatchObject({ kind: 'fold', count: 17 })
  expect(parts).toHaveLength(5)
})
