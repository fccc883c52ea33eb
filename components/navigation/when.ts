/** A time in an address: `2026-11-30T08:12:51Z`; without a zone, as earlier releases wrote it, local. */
const ADDRESS = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?$/

/** A time of an address in ms since 1970, as text; undefined where it is none. */
export function toMs(time: string): string | undefined {
  const at = ADDRESS.test(time) ? new Date(time).getTime() : Number.NaN
  return Number.isNaN(at) || at < 0 ? undefined : String(at)
}

/** ms since 1970 as an address has it: in UTC, so that it is the same moment for everybody. */
export function toAddress(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z')
}

const DAY_MS = 86_400_000
const UNITS: ReadonlyArray<readonly [RegExp, number]> = [
  [/^(s|sec|seconds?|秒)$/, 1_000],
  [/^(m|min|minutes?|分|分钟)$/, 60_000],
  [/^(h|hours?|小时)$/, 3_600_000],
  [/^(d|days?|天)$/, DAY_MS],
]
const DAYS: ReadonlyArray<readonly [RegExp, number]> = [
  [/^(today|今天)$/, 0],
  [/^(yesterday|昨天)$/, 1],
]

/**
 * What somebody typed as a time, in ms since 1970: `2026-11-30 14:00`, `14:00`, `yesterday 14:00`,
 * `15 min` ago, `now`, or with a zone as in an address. Undefined where it is none.
 */
export function parseWhen(typed: string, now: number): number | undefined {
  const text = typed.trim().toLowerCase()
  if (/^(now|现在)$/.test(text)) return now
  const ago = /^-?\s*(\d{1,6})\s*([a-z]+|\p{Script=Han}+?)(\s*ago|前)?$/u.exec(text)
  const unit = ago && UNITS.find(([names]) => names.test(ago[2] ?? ''))
  if (unit) return now - Number(ago[1]) * unit[1]
  const parts = /^(\S+?)(?:(?:(?<=\d)t|\s+)(\S+))?$/.exec(text)
  const [, first = '', second] = parts ?? []
  const day = dayOf(first, now)
  if (day !== undefined) return atTime(day, second ?? '00:00')
  return second === undefined ? atTime(midnight(now, 0), first) : undefined
}

/** The midnight that a day begins with, here. */
export function midnight(now: number, daysAgo: number): number {
  const day = new Date(now)
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - daysAgo).getTime()
}

function dayOf(text: string, now: number): number | undefined {
  const named = DAYS.find(([names]) => names.test(text))
  if (named) return midnight(now, named[1])
  const [, year, month, date] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)?.map(Number) ?? []
  if (year === undefined || month === undefined || date === undefined) return undefined
  const day = new Date(year, month - 1, date)
  return day.getMonth() === month - 1 && year >= 1970 ? day.getTime() : undefined
}

/** A time of that day: of its zone where it names one, else of here, as its clocks show it. */
function atTime(day: number, text: string): number | undefined {
  const found = /^(\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?(z|[+-]\d\d:\d\d)?$/.exec(text)
  if (!found) return undefined
  const [hours, minutes, seconds] = [found[1], found[2], found[3] ?? '0'].map(Number)
  if (hours === undefined || minutes === undefined || seconds === undefined) return undefined
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined
  const here = new Date(day)
  const [year, month, date] = [here.getFullYear(), here.getMonth(), here.getDate()]
  const ms = Number((found[4] ?? '0').padEnd(3, '0'))
  const zone = found[5]
  if (zone === undefined) return new Date(year, month, date, hours, minutes, seconds, ms).getTime()
  const offset = zone === 'z' ? 0 : minutesOf(zone)
  return Date.UTC(year, month, date, hours, minutes, seconds, ms) - offset * 60_000
}

function minutesOf(zone: string): number {
  const [hours = 0, minutes = 0] = zone.slice(1).split(':').map(Number)
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}

/** ms since 1970 as one types it, by the clocks of here. */
export function toTyped(at: number): string {
  const day = new Date(at)
  const two = (value: number) => String(value).padStart(2, '0')
  const date = [day.getFullYear(), two(day.getMonth() + 1), two(day.getDate())].join('-')
  const seconds = day.getSeconds() === 0 ? '' : `:${two(day.getSeconds())}`
  return `${date} ${two(day.getHours())}:${two(day.getMinutes())}${seconds}`
}

export const PRESETS = ['minutes', 'hour', 'today', 'yesterday', 'any'] as const

/** From when to when a choice reaches; null where it is open. */
export function presetRange(
  preset: (typeof PRESETS)[number],
  now: number,
): { readonly from: number | null; readonly to: number | null } {
  switch (preset) {
    case 'minutes':
      return { from: now - 900_000, to: null }
    case 'hour':
      return { from: now - 3_600_000, to: null }
    case 'today':
      return { from: midnight(now, 0), to: null }
    case 'yesterday':
      return { from: midnight(now, 1), to: midnight(now, 0) - 1 }
    case 'any':
      return { from: null, to: null }
  }
}
