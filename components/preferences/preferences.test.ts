import { expect, test } from 'vitest'
import { formatPanes, parsePanes, parseTheme } from './preferences'

test('a layout survives its cookie', () => {
  const layout = { tree: 400, timeline: 250, isTimelineOpen: false }
  expect(parsePanes(formatPanes(layout))).toEqual(layout)
})

test('nonsense in a cookie falls back, and absurd sizes are brought within limits', () => {
  const standard = { tree: 312, timeline: 336, isTimelineOpen: true }
  expect(parsePanes(undefined)).toEqual(standard)
  expect(parsePanes('x.-3.1')).toEqual(standard)
  expect(parsePanes('9999.1.1')).toEqual({ tree: 640, timeline: 220, isTimelineOpen: true })
  expect(parseTheme('pink')).toBe('system')
  expect(parseTheme('dark')).toBe('dark')
})
