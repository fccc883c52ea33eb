'use client'

import { Activity, Pause, Play } from 'lucide-react'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { EmptyState } from '@/components/ui/empty-state'
import { SearchField } from '@/components/ui/search-field'
import { filterEvents } from '@/lib/client/timeline'
import {
  type TimelineControls,
  useClusterState,
  useLiveStore,
  useTimeline,
} from '@/lib/client/use-live'
import { ROOT, type ZnodePath } from '@/lib/znode/path'
import { Announcer } from './announcer'
import { TimelineRow } from './timeline-row'

/** How far (px) one reads back before the log stands still. */
const READING = 24

/** What any client did, newest first, as far as this page saw it. */
export function Timeline({
  isOpen,
  onOpen,
}: {
  isOpen: boolean
  onOpen: (path: ZnodePath) => void
}) {
  const t = useTranslations('events')
  const store = useLiveStore()
  const timeline = useTimeline()
  const [text, setText] = useState('')
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    store.followTimeline(isOpen ? ROOT : null)
  }, [store, isOpen])
  const resume = () => {
    timeline.resume()
    ref.current?.scrollTo({ top: 0 })
  }
  const shown = filterEvents(timeline.events, text)
  return (
    <>
      <div className="flex h-10 shrink-0 items-center gap-2 border-b pointer-coarse:h-14 border-line px-3">
        <h2 className="flex-1 font-semibold">{t('title')}</h2>
        <Chip>{t('perMinute', { count: timeline.perMinute })}</Chip>
        <PauseButton timeline={timeline} onResume={resume} />
      </div>
      <div className="flex shrink-0 px-3 py-1.5">
        <SearchField
          label={t('filter')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <Log timeline={timeline} ref={ref} onResume={resume}>
        {shown.length > 0 ? (
          <ol>
            {shown.map((event) => (
              <TimelineRow key={event.id} event={event} onOpen={onOpen} />
            ))}
          </ol>
        ) : (
          <NoEvents isFiltered={timeline.events.length > 0} onClear={() => setText('')} />
        )}
        {timeline.dropped > 0 ? (
          <p className="px-3 py-2 text-meta text-faint">
            {t('dropped', { count: timeline.dropped })}
          </p>
        ) : null}
      </Log>
      <Announcer events={timeline.events} />
    </>
  )
}

function PauseButton({ timeline, onResume }: { timeline: TimelineControls; onResume: () => void }) {
  const t = useTranslations('events')
  const Icon = timeline.paused ? Play : Pause
  return (
    <Button onClick={timeline.paused ? onResume : timeline.pause}>
      <Icon aria-hidden className="size-3.5" />
      {timeline.paused ? t('resume') : t('pause')}
    </Button>
  )
}

/** Stands still while somebody reads further down, and says how much came since. */
function Log(props: {
  timeline: TimelineControls
  ref: RefObject<HTMLDivElement | null>
  onResume: () => void
  children: React.ReactNode
}) {
  const t = useTranslations('events')
  const { timeline, ref } = props
  const isReading = useRef(false)
  const onScroll = () => {
    const isDown = (ref.current?.scrollTop ?? 0) > READING
    if (isDown === isReading.current) return
    if (isDown && timeline.paused) return
    isReading.current = isDown
    if (isDown) timeline.pause()
    else timeline.resume()
  }
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      {timeline.waiting > 0 ? (
        <Button
          variant="primary"
          size="small"
          className="absolute top-2 left-1/2 z-10 -translate-x-1/2 shadow-overlay"
          onClick={props.onResume}
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
        onScroll={onScroll}
        className="flex min-h-0 flex-1 flex-col overflow-y-auto border-t border-line"
      >
        {props.children}
      </div>
    </div>
  )
}

function NoEvents({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  const t = useTranslations('events')
  const { view } = useClusterState()
  if (!isFiltered) {
    const state = view === 'live' ? 'empty' : 'notLive'
    return (
      <EmptyState icon={<Activity aria-hidden />} title={t(`${state}.title`)}>
        {t(`${state}.what`)}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title={t('noMatch.title')}
      action={<Button onClick={onClear}>{t('noMatch.clear')}</Button>}
    >
      {t('noMatch.what')}
    </EmptyState>
  )
}
