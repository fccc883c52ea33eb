import { expect, test } from 'vitest'
import { layoutsFor, recallLayout, rememberLayout } from './diff-choice'

const WIDE = 1_000
const NARROW = 390
const lines = { before: 'a\nb', after: 'a\nc', kind: 'text', meaning: undefined } as const
const meaning = { changes: [], reordered: [], hasOtherComments: false, rest: 'blanks' } as const

test('two columns where there is room for them', () => {
  expect(layoutsFor(lines, WIDE)).toEqual(['side', 'unified'])
  expect(layoutsFor(lines, NARROW)).toEqual(['unified'])
})

test('a structured value on one line is read by key, one with lines by line', () => {
  expect(layoutsFor({ ...lines, after: '{"a":1}', meaning }, WIDE)[0]).toBe('keys')
  expect(layoutsFor({ ...lines, meaning }, WIDE)).toEqual(['side', 'unified', 'keys'])
})

test('what has one side only needs one column', () => {
  expect(layoutsFor({ ...lines, before: '' }, WIDE)[0]).toBe('unified')
})

test('the choice is remembered, and only a choice', () => {
  const kept = new Map<string, string>()
  const drawer = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
  expect(recallLayout(drawer)).toBeUndefined()
  rememberLayout('unified', drawer)
  expect(recallLayout(drawer)).toBe('unified')
  for (const key of kept.keys()) kept.set(key, 'sideways')
  expect(recallLayout(drawer)).toBeUndefined()
})
