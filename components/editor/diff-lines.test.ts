import { expect, test } from 'vitest'
import { diffLines } from './diff-lines'

const marked = (before: string, after: string) =>
  diffLines(before, after)
    .filter(({ isNew }) => isNew)
    .map(({ line }) => line)

test('lines that were not there before are marked', () => {
  expect(marked('a\nb\nc', 'a\nB\nc\nd')).toEqual(['B', 'd'])
  expect(marked('a\nb', 'a\nb')).toEqual([])
})

test('a line that is there more often than before is marked once', () => {
  expect(marked('a\nb', 'a\na\nb')).toEqual(['a'])
})
