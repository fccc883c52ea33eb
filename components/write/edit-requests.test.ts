import { afterEach, expect, test, vi } from 'vitest'
import type { ZnodePath } from '@/lib/znode/path'
import { askEditor, askEditorSoon, type EditRequest, takeRequests } from './edit-requests'

const PATH = '/config/a' as ZnodePath

afterEach(() => void vi.useRealTimers())

test('a request reaches the editor that is open, or the one that opens next, and only once', () => {
  const taken: EditRequest[] = []
  const take = (request: EditRequest) => void taken.push(request)
  expect(askEditor('main', PATH, 'discard')).toBe(false)
  askEditorSoon('main', PATH, 'review')
  const stop = takeRequests('main', PATH, take)
  expect(taken).toEqual(['review'])
  expect(askEditor('other', PATH, 'discard')).toBe(false)
  expect(askEditor('main', PATH, 'discard')).toBe(true)
  stop()
  expect(askEditor('main', PATH, 'discard')).toBe(false)
  takeRequests('main', PATH, take)()
  expect(taken).toEqual(['review', 'discard'])
})

test('a request whose editor does not open soon is forgotten', () => {
  vi.useFakeTimers()
  const taken: EditRequest[] = []
  askEditorSoon('main', PATH, 'review')
  vi.advanceTimersByTime(60_000)
  takeRequests('main', PATH, (request) => void taken.push(request))()
  expect(taken).toEqual([])
})
