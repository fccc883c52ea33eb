import { expect, test } from 'vitest'
import { pillState } from './pill-state'

test('live is said of a live view alone', () => {
  const views = ['connecting', 'paused', 'reconnecting', 'crowded'] as const
  expect(pillState({ view: 'live', state: 'live', feed: 'watch' })).toBe('live')
  for (const view of views) expect(pillState({ view, state: 'live', feed: 'watch' })).toBe(view)
})

test('polling and refusal are named', () => {
  expect(pillState({ view: 'live', state: 'live', feed: 'poll' })).toBe('polling')
  expect(pillState({ view: 'paused', state: 'refused', feed: 'watch' })).toBe('refused')
})
