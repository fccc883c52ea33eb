import type { Goal, Row, Unit } from '@/bench/report/row'
import { quantile } from '@/bench/report/statistics'
import { DIRECTORIES, type Directory } from './directories'
import type { Opening } from './open-directory'

/** What the server was like while a directory was opened; ms and bytes. */
export type ServerSample = {
  readonly directory: Directory
  /** p99 of the event-loop lag, and the longest. */
  readonly lag: number
  readonly longest: number
  readonly rss: number
}

type Figure<T> = {
  readonly quantity: string
  readonly unit: Unit
  readonly of: (sample: T) => number
  /** By number of children. */
  readonly goals?: Readonly<Record<number, Goal>>
}

const MB = 2 ** 20

function everywhere(goal: Goal): Record<number, Goal> {
  return Object.fromEntries(DIRECTORIES.map(({ count }) => [count, goal]))
}

const BROWSER: ReadonlyArray<Figure<Opening>> = [
  {
    quantity: 'key press to rows',
    unit: 'ms',
    of: ({ untilRows }) => untilRows,
    goals: { 100000: { atMost: 500 }, 300000: { atMost: 2_000 } },
  },
  { quantity: 'request', unit: 'KB', of: ({ requestBytes }) => requestBytes / 1_024 },
  {
    quantity: 'scrolling',
    unit: 'fps',
    of: ({ frames }) => 1_000 / mean(frames),
    goals: everywhere({ atLeast: 50 }),
  },
  {
    quantity: 'frame p95 while scrolling',
    unit: 'ms',
    of: ({ frames }) => quantile(frames, 0.95),
  },
  { quantity: 'JavaScript heap', unit: 'MB', of: ({ heap }) => heap / MB },
]

const SERVER: ReadonlyArray<Figure<ServerSample>> = [
  {
    quantity: 'event-loop lag p99',
    unit: 'ms',
    of: ({ lag }) => lag,
    goals: everywhere({ atMost: 50 }),
  },
  { quantity: 'longest event-loop lag', unit: 'ms', of: ({ longest }) => longest },
  { quantity: 'RSS', unit: 'MB', of: ({ rss }) => rss / MB, goals: { 300000: { atMost: 512 } } },
]

/** The browser's figures and the server's, directory by directory. */
export function toRows(openings: readonly Opening[], readings: readonly ServerSample[]): Row[] {
  return DIRECTORIES.flatMap(({ count }) => [
    ...rowsOf('browser', count, BROWSER, openings),
    ...rowsOf('server', count, SERVER, readings),
  ])
}

function rowsOf<T extends { readonly directory: Directory }>(
  who: string,
  count: number,
  figures: ReadonlyArray<Figure<T>>,
  samples: readonly T[],
): Row[] {
  const own = samples.filter(({ directory }) => directory.count === count)
  const measured = `open ${count.toLocaleString('en')} children`
  return figures.map(({ quantity, unit, of, goals }) => {
    const goal = goals?.[count]
    return { measured, who, quantity, unit, samples: own.map(of), ...(goal ? { goal } : {}) }
  })
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
