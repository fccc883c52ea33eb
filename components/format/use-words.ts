'use client'

import { useFormatter, useTranslations } from 'use-intl'
import { inUnit } from '@/lib/payload/size'
import { toAge } from './age'

/** Durations, times and sizes in the reader's language. */
export function useWords() {
  const t = useTranslations('common')
  const format = useFormatter()
  return {
    /** ms as `12 s`. */
    age: (ms: number) => {
      const { unit, n } = toAge(ms)
      return t(`age.${unit}`, { n })
    },
    /** ms as `12 s ago`. */
    ago: (ms: number) => {
      const { unit, n } = toAge(ms)
      return t(`ago.${unit}`, { n })
    },
    /** ms since 1970 as a date with its time. */
    time: (at: number) => format.dateTime(at, { dateStyle: 'medium', timeStyle: 'medium' }),
    /** ms since 1970 as the time of today, or as the day. */
    moment: (at: number) => {
      const isToday = new Date(at).toDateString() === new Date().toDateString()
      return format.dateTime(at, isToday ? { timeStyle: 'medium' } : { dateStyle: 'medium' })
    },
    /** Bytes as `1.2 KB`. */
    size: (bytes: number) => {
      const { value, unit } = inUnit(bytes)
      return t(`unit.${unit}`, { value: format.number(value) })
    },
    bytes: (count: number) => t('bytes', { count }),
    number: (value: number) => format.number(value),
  }
}
