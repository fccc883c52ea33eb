'use client'

import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { TimelineEvent } from '@/lib/client/live/timeline'
import { useTranslations } from '@/lib/messages/use-translations'
import { useEventWords } from './use-event-words'

const EVERY_MS = 5_000

/** Tells a screen reader about events politely: in one sentence at most every five seconds. */
export function Announcer({ events }: { events: readonly TimelineEvent[] }) {
  const t = useTranslations('events')
  const wordsOf = useEventWords()
  const [said, setSaid] = useState('')
  const told = useRef(events[0]?.id)
  const speak = useEffectEvent(() => {
    const [newest] = events
    if (!newest || newest.id === told.current) return
    const known = events.findIndex(({ id }) => id === told.current)
    told.current = newest.id
    const last = t('spoken', { path: newest.path, what: wordsOf(newest).what })
    setSaid(t('announce', { count: known < 0 ? events.length : known, last }))
  })
  useEffect(() => {
    const timer = setInterval(() => speak(), EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  return (
    <p role="status" className="sr-only">
      {said}
    </p>
  )
}
