'use client'

import { useLocale } from 'use-intl'
import { useTranslations } from '@/lib/messages/use-translations'
import { inUnit, lookAlike } from '@/lib/payload/size'
import { toAge } from './age'

/** Durations, times and sizes in the reader's language. */
export function useWords() {
  const t = useTranslations('common')
  const locale = useLocale()
  const { number, time, day, clock, zoned, list, zone } = formatsOf(locale)
  const size = (bytes: number) => {
    const { value, unit } = inUnit(bytes)
    return t(`unit.${unit}`, { value: number.format(value) })
  }
  const bytes = (count: number) => t('bytes', { count })
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
    /** ms since 1970 as a date with its time and zone. */
    time: (at: number) => said(time, at),
    /** ms since 1970 as the time of today, or as the day. */
    moment: (at: number) => {
      const isToday = new Date(at).toDateString() === new Date().toDateString()
      return said(isToday ? clock : day, at)
    },
    /** ms since 1970 as the day. */
    day: (at: number) => said(day, at),
    /** ms since 1970 as the time of the day with its zone. */
    clock: (at: number) => said(zoned, at),
    /** The zone that all times on screen are in, as `UTC+1 (Europe/Berlin)`. */
    zone: () => zoneOf(zone),
    list: (items: readonly string[]) => list.format(items),
    /** Bytes as `1.2 KB`. */
    size,
    bytes,
    /** Bytes against a limit of bytes: both counted out where in short they would read the same. */
    sizeAndLimit: (is: number, max: number) =>
      lookAlike(is, max)
        ? { bytes: bytes(is), max: bytes(max) }
        : { bytes: size(is), max: size(max) },
    number: (value: number) => number.format(value),
  }
}

type Formats = ReturnType<typeof createFormats>

const byLocale = new Map<string, Formats>()

/** Making them takes longer than rendering a row: all rows share those of a language. */
function formatsOf(locale: string): Formats {
  const known = byLocale.get(locale) ?? createFormats(locale)
  byLocale.set(locale, known)
  return known
}

/** As on the servers' own screens and logs, in every language. */
const hourCycle = 'h23'

function createFormats(locale: string) {
  return {
    number: new Intl.NumberFormat(locale),
    time: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'long', hourCycle }),
    day: new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }),
    clock: new Intl.DateTimeFormat(locale, { timeStyle: 'medium', hourCycle }),
    zoned: new Intl.DateTimeFormat(locale, { timeStyle: 'long', hourCycle }),
    zone: new Intl.DateTimeFormat(locale, { timeZoneName: 'shortOffset' }),
    list: new Intl.ListFormat(locale, { type: 'conjunction', style: 'narrow' }),
  }
}

/** A server may claim any time; those beyond the calendar are shown as the number they are. */
function said(format: Intl.DateTimeFormat, at: number): string {
  return Number.isNaN(new Date(at).getTime()) ? String(at) : format.format(at)
}

function zoneOf(format: Intl.DateTimeFormat): string {
  const parts = format.formatToParts(new Date())
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value.replace('GMT', 'UTC')
  const { timeZone } = format.resolvedOptions()
  return offset === timeZone ? timeZone : `${offset} (${timeZone})`
}
