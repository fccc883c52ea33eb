import { expect, test } from 'vitest'
import type { SessionState } from '@/lib/api/cluster'
import type { ClusterView, Missing } from '@/lib/client/live/cluster-view'
import { isFailure, isLasting, lackingFor, pillState } from './pill-state'

const CLOSED: SessionState = { status: 'closed', since: 0, cause: null }

const lack = (part: Missing['part'], since: number | null = 0): Missing => ({
  part,
  since,
  cause: null,
  problem: null,
})

function view(more: Partial<ClusterView>) {
  const sessions = { watch: CLOSED, read: CLOSED, write: CLOSED }
  const none = { cause: null, age: null, missing: [] }
  return { view: 'paused', feed: 'watch', sessions, ...none, ...more } as const
}

test('live is said of a live view alone', () => {
  expect(pillState(view({ view: 'live' }))).toBe('live')
  expect(pillState(view({ view: 'live', feed: 'poll' }))).toBe('polling')
  for (const other of ['connecting', 'paused', 'reconnecting', 'crowded', 'not-following'] as const)
    expect(pillState(view({ view: other }))).not.toBe('live')
})

test('what lacks most is the word', () => {
  const word = (...parts: Missing['part'][]) =>
    pillState(view({ missing: parts.map((part) => lack(part)) }))
  expect(word('heartbeat', 'writing')).toBe('no-contact')
  expect(word('reading', 'writing')).toBe('cannot-read')
  expect(word('writing', 'interest')).toBe('cannot-write')
  expect(word('catch-up')).toBe('catching-up')
  expect(pillState(view({ view: 'not-following', missing: [lack('interest')] }))).toBe(
    'not-following',
  )
})

test('a connection that is lost is said although the last answer is young', () => {
  const watch = { ...CLOSED, status: 'connecting', cause: 'connection-refused' } as const
  const sessions = { watch, read: CLOSED, write: CLOSED }
  const missing = [lack('reading', 5_000)]
  expect(pillState(view({ sessions, missing, age: 1_000 }))).toBe('no-contact')
})

test('a known failure is no longer called connecting', () => {
  const missing = [lack('heartbeat', null)]
  expect(pillState(view({ view: 'connecting', missing }))).toBe('connecting')
  const refused = view({ view: 'connecting', missing, cause: 'connection-refused' })
  expect(pillState(refused)).toBe('no-contact')
  const watch = { ...CLOSED, status: 'refused', cause: 'auth-refused' } as const
  const sessions = { watch, read: CLOSED, write: CLOSED }
  expect(pillState(view({ missing, sessions, cause: 'auth-refused' }))).toBe('refused')
  expect(isFailure('refused')).toBe(true)
  expect(isFailure('connecting')).toBe(false)
})

test('a short silence is said by the pill alone, a long one over the whole screen', () => {
  const silent = (age: number) => view({ age, missing: [lack('heartbeat', age)] })
  expect(isLasting(silent(3_000))).toBe(false)
  expect(isLasting(silent(10_000))).toBe(true)
  expect(lackingFor(silent(18_000))).toBe(18_000)
  const away = (since: number) => view({ view: 'reconnecting', missing: [lack('stream', since)] })
  expect(isLasting(away(3_000))).toBe(false)
  expect(isLasting(away(12_000))).toBe(true)
})

test('a part that lacks for a moment moves no row', () => {
  const notFollowing = (since: number) =>
    view({ view: 'not-following', missing: [lack('interest', since)] })
  expect(isLasting(notFollowing(1_000))).toBe(false)
  expect(isLasting(notFollowing(4_000))).toBe(true)
  expect(isLasting(view({ missing: [lack('writing', 500)] }))).toBe(false)
  expect(isLasting(view({ missing: [lack('writing', 4_000)] }))).toBe(true)
})

test('what never was, or does not pass by itself, is said over the whole screen at once', () => {
  const missing = [lack('heartbeat', null)]
  expect(isLasting(view({ view: 'connecting', missing, cause: 'unreachable' }))).toBe(true)
  expect(isLasting(view({ view: 'crowded' }))).toBe(true)
  expect(isLasting(view({ view: 'connecting', missing }))).toBe(false)
  expect(isLasting(view({ view: 'live' }))).toBe(false)
})
