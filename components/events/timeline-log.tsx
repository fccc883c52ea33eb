'use client'

import { type FocusEvent, type ReactNode, type RefObject, useRef } from 'react'
import { ScreenLink } from '@/components/navigation/screen-link'
import { Button } from '@/components/ui/button'
import { useRowWindow } from '@/components/ui/use-row-window'
import type { TimelineControls } from '@/lib/client/live/use-live'
import { useTranslations } from '@/lib/messages/use-translations'
import type { ZnodePath } from '@/lib/znode/path'
import type { TimelineItem } from './timeline-items'
import { TIMELINE_ROW, TimelineRow } from './timeline-row'

/** How far (px) one reads back before the log stands still. */
const READING = 24
const OVERSCAN = 6

type LogProps = {
  readonly timeline: TimelineControls
  readonly items: readonly TimelineItem[]
  readonly ref: RefObject<HTMLDivElement | null>
  readonly onOpen: (path: ZnodePath) => void
  readonly onResume: () => void
  /** In place of events, when there are none. */
  readonly children: ReactNode
}

/** Stands still while somebody reads in it, and says how much came since. */
export function TimelineLog({ timeline, items, ref, onOpen, onResume, children }: LogProps) {
  const t = useTranslations('events')
  const reading = useReading(timeline, ref)
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      {timeline.waiting > 0 ? (
        <Button
          variant="primary"
          size="small"
          className="absolute top-2 left-1/2 z-10 -translate-x-1/2 shadow-overlay"
          onClick={onResume}
        >
          {t('waiting', { count: timeline.waiting })}
        </Button>
      ) : null}
      <div
        ref={ref}
        role="log"
        aria-live="off"
        aria-label={t('log')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
        tabIndex={0}
        {...reading}
        className="flex min-h-0 flex-1 flex-col overflow-y-auto border-t border-line"
      >
        {items.length > 0 ? <ItemList items={items} scroller={ref} onOpen={onOpen} /> : children}
        <p className="px-3 py-2 text-meta text-faint">
          {timeline.dropped > 0 ? t('dropped', { count: timeline.dropped }) : null}{' '}
          <ScreenLink screen="history" className="text-accent underline hover:no-underline">
            {t('older')}
          </ScreenLink>
        </p>
      </div>
    </div>
  )
}

/** Only what is in view are rows: a thousand a second would be a thousand rows a second. */
function ItemList(props: {
  items: readonly TimelineItem[]
  scroller: RefObject<HTMLDivElement | null>
  onOpen: (path: ZnodePath) => void
}) {
  const { items, scroller } = props
  const { from, to } = useRowWindow({
    scroller,
    count: items.length,
    height: TIMELINE_ROW,
    overscan: OVERSCAN,
  })
  return (
    <ol className="relative shrink-0" style={{ height: items.length * TIMELINE_ROW }}>
      {items.slice(from, to).map((item, offset) => (
        <TimelineRow
          key={item.key}
          item={item}
          top={(from + offset) * TIMELINE_ROW}
          position={from + offset + 1}
          total={items.length}
          onOpen={props.onOpen}
        />
      ))}
    </ol>
  )
}

/** Pauses while one reads further down, or has come to an event by keyboard. */
function useReading(timeline: TimelineControls, ref: RefObject<HTMLDivElement | null>) {
  const isReading = useRef(false)
  const read = (isNow: boolean) => {
    if (isNow === isReading.current) return
    if (isNow && timeline.paused) return
    isReading.current = isNow
    if (isNow) timeline.pause()
    else timeline.resume()
  }
  const isDown = () => (ref.current?.scrollTop ?? 0) > READING
  const isInside = (element: EventTarget | null) =>
    element instanceof Element && element !== ref.current && ref.current?.contains(element)
  return {
    onScroll: () => read(isDown() || isInside(document.activeElement) === true),
    onFocus: ({ target }: FocusEvent) => {
      if (isInside(target) && target.matches(':focus-visible')) read(true)
    },
    onBlur: ({ relatedTarget }: FocusEvent) => read(isDown() || isInside(relatedTarget) === true),
  }
}
