import type { Goal, Row } from '@/bench/report/row'
import { quantile } from '@/bench/report/statistics'
import type { JavaWatch } from './java-watch'

export type Who = 'stream' | 'screen' | 'java'

/** What one round at one rate measured; times in ms. */
export type Sample = {
  readonly perSecond: number
  /** p99 of the server's event-loop lag. */
  readonly lag: number
  readonly latencies: Readonly<Record<Who, readonly number[]>>
}

/** Writes a second, and for how long; the slow ones take longer to say as much. */
export const RATES = [
  { perSecond: 10, seconds: 8 },
  { perSecond: 100, seconds: 4 },
  { perSecond: 500, seconds: 4 },
  { perSecond: 1_000, seconds: 4 },
] as const

const SHARES = { p50: 0.5, p95: 0.95, p99: 0.99 } as const

/** What is asked of the screen. */
const GOALS: Readonly<Record<string, Goal>> = {
  '10 p50': { atMost: 40 },
  '500 p99': { atMost: 150 },
}

const LAG_GOAL: Goal = { atMost: 50 }

/** Three quantiles per rate and observer, each of every round, and the server's lag. */
export function toRows(samples: readonly Sample[], watch: JavaWatch): Row[] {
  return RATES.flatMap(({ perSecond }) => {
    const own = samples.filter((sample) => sample.perSecond === perSecond)
    const measured = `write seen, ${perSecond.toLocaleString('en')}/s`
    return [
      ...quantileRows(measured, 'stream client', own, 'stream', {}),
      ...quantileRows(measured, 'DOM of another browser', own, 'screen', goalsAt(perSecond)),
      ...('missing' in watch
        ? [absent(measured, watch)]
        : quantileRows(measured, watch.name, own, 'java', {})),
      {
        measured,
        who: 'server',
        quantity: 'event-loop lag p99',
        unit: 'ms',
        samples: own.map(({ lag }) => lag),
        goal: LAG_GOAL,
      },
    ]
  })
}

function goalsAt(perSecond: number): Readonly<Record<string, Goal | undefined>> {
  return Object.fromEntries(
    Object.keys(SHARES).map((quantity) => [quantity, GOALS[`${perSecond} ${quantity}`]]),
  )
}

function quantileRows(
  measured: string,
  who: string,
  samples: readonly Sample[],
  key: Who,
  goals: Readonly<Record<string, Goal | undefined>>,
): Row[] {
  return Object.entries(SHARES).map(([quantity, share]) => {
    const goal = goals[quantity]
    const figures = samples.map(({ latencies }) => quantile(latencies[key], share))
    return { measured, who, quantity, unit: 'ms', samples: figures, ...(goal ? { goal } : {}) }
  })
}

function absent(measured: string, watch: { name: string; missing: string }): Row {
  return { measured, who: watch.name, quantity: '', unit: '', samples: [], note: watch.missing }
}
