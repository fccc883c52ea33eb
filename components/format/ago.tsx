'use client'

import { hintProps } from '@/components/ui/tip'
import { useClock } from './now'
import { useWords } from './use-words'

/** How long ago `at` (ms since 1970) was, kept current; the exact time is its title. */
export function Ago({ at, short }: { at: number; short?: boolean }) {
  const words = useWords()
  const text = useClock((now) => (short ? words.age(now - at) : words.ago(now - at)))
  return (
    <time dateTime={isoOf(at)} {...hintProps(words.time(at))} suppressHydrationWarning>
      {text}
    </time>
  )
}

/** A server may claim any time; those beyond the calendar have no ISO form. */
function isoOf(at: number): string | undefined {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}
