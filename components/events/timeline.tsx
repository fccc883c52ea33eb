'use client'

import { Activity, Layers, Pause, Play } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useCluster } from '@/components/cluster/cluster-context'
import { useClock } from '@/components/format/now'
import { useWords } from '@/components/format/use-words'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { EmptyState } from '@/components/ui/empty-state'
import { SearchField } from '@/components/ui/form/search-field'
import { hintProps } from '@/components/ui/tip'
import {
  type TimelineControls,
  useClusterState,
  useLiveStore,
  usePace,
  useTimeline,
} from '@/lib/client/live/use-live'
import { useTranslations } from '@/lib/messages/use-translations'
import type { ZnodePath } from '@/lib/znode/path'
import { Announcer } from './announcer'
import { filterItems, lastMinute, type TimelineItem, timelineItems } from './timeline-items'
import { TimelineLog } from './timeline-log'
import { useRecorded } from './use-recorded'

/** What any client did, newest first, as far as this page saw it. */
export function Timeline({ onOpen }: { onOpen: (path: ZnodePath) => void }) {
  const t = useTranslations('events')
  const timeline = useTimeline()
  const [text, setText] = useState('')
  const ref = useRef<HTMLDivElement>(null)
  const resume = () => {
    timeline.resume()
    ref.current?.scrollTo({ top: 0 })
  }
  const { id } = useCluster()
  const recorded = useRecorded(id, timeline.beginnings)
  const { events, gaps } = timeline
  const items = useMemo(() => timelineItems(events, recorded, gaps), [events, recorded, gaps])
  const shown = filterItems(items, text)
  return (
    <>
      <div className="flex h-10 shrink-0 items-center gap-2 border-b pointer-coarse:h-14 border-line px-3">
        <h2 className="flex-1 font-semibold">{t('title')}</h2>
        <Rate shown={text.trim() === '' ? undefined : shown} />
        <PauseButton timeline={timeline} onResume={resume} />
      </div>
      <div className="flex shrink-0 px-3 py-1.5">
        <SearchField
          label={t('filter')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <TimelineLog timeline={timeline} items={shown} ref={ref} onOpen={onOpen} onResume={resume}>
        <NoEvents
          since={timeline.since}
          isFiltered={items.length > 0}
          onClear={() => setText('')}
        />
      </TimelineLog>
      <Announcer events={timeline.events} />
    </>
  )
}

/** How busy it is, of a filter what it shows; while changes are drawn together, that it is so. */
function Rate({ shown }: { shown: readonly TimelineItem[] | undefined }) {
  const t = useTranslations('events')
  const words = useWords()
  const pace = usePace()
  const store = useLiveStore()
  const perMinute = useClock((now) =>
    words.number(shown ? lastMinute(shown, now) : store.timeline.perMinute(now)),
  )
  if (pace === null || shown) return <Chip>{t('perMinute', { count: perMinute })}</Chip>
  return (
    <Chip {...hintProps(t('together'))}>
      <Layers aria-hidden className="size-3.5" />
      {t('perSecond', { count: words.number(pace) })}
      <span className="sr-only">{t('together')}</span>
    </Chip>
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

function NoEvents(props: {
  /** From when on it would have been seen. */
  since: number | null
  isFiltered: boolean
  onClear: () => void
}) {
  const { since, isFiltered, onClear } = props
  const words = useWords()
  const t = useTranslations('events')
  const { view } = useClusterState()
  if (!isFiltered) {
    const isFollowing = view === 'live' && since !== null
    return (
      <EmptyState
        icon={<Activity aria-hidden />}
        title={isFollowing ? t('empty.title', { time: words.clock(since) }) : t('notLive.title')}
      >
        {t(isFollowing ? 'empty.what' : 'notLive.what')}
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
