import type { Gap } from '@/lib/api/cluster'
import type { Change } from '@/lib/api/history'
import type { TimelineEvent } from '@/lib/client/live/timeline'
import { readableStat } from '@/lib/znode/stat'

/** A row of the timeline: what was observed live, what was recorded before, or what nobody saw. */
export type TimelineItem =
  | { readonly type: 'event'; readonly key: string; readonly event: TimelineEvent }
  | { readonly type: 'recorded'; readonly key: string; readonly change: Change }
  | { readonly type: 'gap'; readonly key: string; readonly gap: Gap }

/** What says that an observed and a recorded change are one. */
function signOf(event: TimelineEvent): string {
  const { kind, path, before } = event
  const stat = readableStat(event.stat)
  if (kind === 'deleted') return `${path} deleted ${before?.czxid}`
  return `${path} ${kind === 'acl' ? `acl ${stat?.aversion}` : stat?.mzxid}`
}

function signOfRecorded({ kind, path, zxid, czxid, aversion }: Change): string {
  if (kind === 'deleted' || kind === 'vanished') return `${path} deleted ${czxid}`
  return `${path} ${kind === 'acl' ? `acl ${aversion}` : zxid}`
}

/**
 * One list, newest first, of what was observed, what the history holds besides, and the times in
 * which changes may be missing. A gap stands right above what was observed before it began.
 */
export function timelineItems(
  events: readonly TimelineEvent[],
  recorded: readonly Change[],
  gaps: readonly Gap[],
): TimelineItem[] {
  const known = new Set(events.map(signOf))
  const besides = recorded.filter((change) => !known.has(signOfRecorded(change)))
  const rows: Array<{ at: number; item: TimelineItem }> = [
    ...events.map((event) => ({
      at: event.at,
      item: { type: 'event', key: event.id, event } as const,
    })),
    ...besides.map((change) => ({
      at: change.at,
      item: { type: 'recorded', key: `recorded ${change.id}`, change } as const,
    })),
  ]
  // Stable: what was observed stays in the order of its stream.
  rows.sort((a, b) => b.at - a.at)
  const items: TimelineItem[] = []
  const open = gaps.toSorted((a, b) => b.from - a.from)
  for (const { at, item } of rows) {
    while (open[0] && open[0].from >= at) items.push(...rowOf(open.shift()))
    items.push(item)
  }
  return [...items, ...open.flatMap(rowOf)]
}

function rowOf(gap: Gap | undefined): TimelineItem[] {
  return gap ? [{ type: 'gap', key: `gap ${gap.from}`, gap }] : []
}

/** The rows whose path contains `text`, ignoring case; what is missing may have matched. */
export function filterItems(items: readonly TimelineItem[], text: string): readonly TimelineItem[] {
  const query = text.trim().toLowerCase()
  if (query === '') return items
  return items.filter((item) => {
    if (item.type === 'gap') return true
    const { path } = item.type === 'event' ? item.event : item.change
    return path.toLowerCase().includes(query)
  })
}

/** How many of the rows are changes of the last minute before `now` (ms since 1970). */
export function lastMinute(items: readonly TimelineItem[], now: number): number {
  return items.filter((item) => {
    if (item.type === 'gap') return false
    const { at } = item.type === 'event' ? item.event : item.change
    return at > now - 60_000
  }).length
}
