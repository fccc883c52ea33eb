'use client'

import { Activity, Layers, Pause, Play } from 'lucide-react'
import { useRef, useState } from 'react'
import { useWords } from '@/components/format/use-words'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { EmptyState } from '@/components/ui/empty-state'
import { SearchField } from '@/components/ui/search-field'
import { filterEvents } from '@/lib/client/timeline'
import { type TimelineControls, useClusterState, usePace, useTimeline } from '@/lib/client/use-live'
import { useTranslations } from '@/lib/messages/use-translations'
import type { ZnodePath } from '@/lib/znode/path'
import { Announcer } from './announcer'
import { TimelineLog } from './timeline-log'

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
  const shown = filterEvents(timeline.events, text)
  return (
    <>
      <div className="flex h-10 shrink-0 items-center gap-2 border-b pointer-coarse:h-14 border-line px-3">
        <h2 className="flex-1 font-semibold">{t('title')}</h2>
        <Rate perMinute={timeline.perMinute} />
        <PauseButton timeline={timeline} onResume={resume} />
      </div>
      <div className="flex shrink-0 px-3 py-1.5">
        <SearchField
          label={t('filter')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <TimelineLog timeline={timeline} events={shown} ref={ref} onOpen={onOpen} onResume={resume}>
        <NoEvents isFiltered={timeline.events.length > 0} onClear={() => setText('')} />
      </TimelineLog>
      <Announcer events={timeline.events} />
    </>
  )
}

/** How busy it is; while changes are drawn together, that it is so. */
function Rate({ perMinute }: { perMinute: number }) {
  const t = useTranslations('events')
  const words = useWords()
  const pace = usePace()
  if (pace === null) return <Chip>{t('perMinute', { count: words.number(perMinute) })}</Chip>
  return (
    <Chip title={t('together')}>
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
