'use client'

import { memo } from 'react'
import { Ago } from '@/components/format/ago'
import { VisibleText } from '@/components/format/visible-text'
import { PlaceLink } from '@/components/shell/place-link'
import type { TimelineEvent, TimelineKind } from '@/lib/client/timeline'
import { nameOf, parentOf, type ZnodePath } from '@/lib/znode/path'
import { useEventWords } from './use-event-words'

const TONES: Record<TimelineKind, string> = {
  created: 'text-new',
  recreated: 'text-new',
  changed: 'text-chg',
  acl: 'text-chg',
  deleted: 'text-del',
}

/** The height of a row (px). */
export const TIMELINE_ROW = 57

/** One event; a press leads to its znode. */
export const TimelineRow = memo(function TimelineRow(props: {
  event: TimelineEvent
  top: number
  position: number
  total: number
  onOpen: (path: ZnodePath) => void
}) {
  const { event } = props
  const { what, more } = useEventWords()(event)
  const tone = TONES[event.kind]
  return (
    <li
      aria-posinset={props.position}
      aria-setsize={props.total}
      style={{ top: props.top, height: TIMELINE_ROW }}
      className="absolute inset-x-0 border-b border-line"
    >
      <PlaceLink
        path={event.path}
        onClick={() => props.onOpen(event.path)}
        className="grid grid-cols-[16px_1fr_auto] gap-x-2 px-3 py-2 hover:bg-raise focus-visible:-outline-offset-2"
      >
        <span aria-hidden className={`mt-[7px] size-[7px] rounded-full bg-current ${tone}`} />
        <span className="truncate font-mono text-value">
          <VisibleText text={nameOf(event.path) || '/'} cut />
        </span>
        <span className="text-meta leading-5 text-faint tabular-nums">
          <Ago at={event.at} short />
        </span>
        <span className="col-span-2 col-start-2 truncate text-meta text-dim">
          <span className={tone}>{what}</span> ·{' '}
          <span className="font-mono">
            <VisibleText text={parentOf(event.path)} />
          </span>
          {more.map((text) => ` · ${text}`)}
        </span>
      </PlaceLink>
    </li>
  )
})
