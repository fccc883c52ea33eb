import { expect, test } from 'vitest'
import type { Change } from '@/lib/api/history'
import type { TimelineEvent } from '@/lib/client/live/timeline'
import type { ZnodePath } from '@/lib/znode/path'
import { statWith } from '@/lib/znode/testing/stat'
import { filterItems, lastMinute, timelineItems } from './timeline-items'

function event(at: number, more: Partial<TimelineEvent> = {}): TimelineEvent {
  const path = `/e${at}` as ZnodePath
  const stat = statWith({ mzxid: `0x${at}` })
  const known = { before: null, unseen: 0, afterGap: false, zxid: '0x99' } as const
  return { id: `one-${at}`, at, path, kind: 'changed', stat, ...known, ...more }
}

function change(at: number, more: Partial<Change> = {}): Change {
  const who = { person: null, reason: null, session: null }
  const versions = { version: 1, aversion: 0, before: null, unseen: null }
  const rest = { value: 'kept', size: 1, away: false, recreated: false, together: 1, undone: false }
  const of = { id: at, path: `/e${at}`, kind: 'changed', zxid: `0x${at}`, czxid: '0x1', at }
  return { ...of, ...who, ...versions, ...rest, ...more } as Change
}

const said = (items: ReturnType<typeof timelineItems>) =>
  items.map((item) =>
    item.type === 'gap'
      ? `gap ${item.gap.from}`
      : `${item.type} ${item.type === 'event' ? item.event.path : item.change.path}`,
  )

test('what the history holds besides fills in, and nothing is told twice', () => {
  const items = timelineItems([event(9), event(5)], [change(9), change(7), change(3)], [])
  expect(said(items)).toEqual(['event /e9', 'recorded /e7', 'event /e5', 'recorded /e3'])
})

test('a deletion and another ACL are told once as well', () => {
  const path = '/gone' as ZnodePath
  const before = statWith({ czxid: '0x4' })
  const deleted = event(9, { path, kind: 'deleted', stat: null, before })
  const acl = event(8, { kind: 'acl', stat: statWith({ aversion: 2 }) })
  const items = timelineItems(
    [deleted, acl],
    [change(10, { path, kind: 'deleted', czxid: '0x4' }), change(8, { kind: 'acl', aversion: 2 })],
    [],
  )
  expect(said(items)).toEqual(['event /gone', 'event /e8'])
})

test('a time without contact stands above what was seen before it, below what came after', () => {
  const gap = { from: 6, to: 8, why: 'no-contact' } as const
  // What is found out on the way back is noticed before the gap is over.
  const items = timelineItems([event(9), event(7), event(5)], [], [gap])
  expect(said(items)).toEqual(['event /e9', 'event /e7', 'gap 6', 'event /e5'])
})

test('a contact that is lost now is the first row, and one that was never had the only', () => {
  const lost = { from: 9, to: null, why: 'no-contact' } as const
  expect(said(timelineItems([event(5)], [], [lost]))).toEqual(['gap 9', 'event /e5'])
  expect(said(timelineItems([], [], [lost]))).toEqual(['gap 9'])
})

test('a filter keeps what may have matched unseen', () => {
  const gap = { from: 6, to: 8, why: 'no-contact' } as const
  const items = timelineItems([event(9), event(5)], [change(3)], [gap])
  expect(said([...filterItems(items, 'E3')])).toEqual(['gap 6', 'recorded /e3'])
})

test('the rate of a filter counts the changes it shows of the last minute, and no gaps', () => {
  const gap = { from: 61_000, to: 62_000, why: 'no-contact' } as const
  const events = [event(70_000), event(20_000), event(10_000)]
  const items = timelineItems(events, [change(65_000)], [gap])
  expect(lastMinute(items, 75_000)).toBe(3)
  expect(lastMinute(filterItems(items, 'e65000'), 75_000)).toBe(1)
})
