import type { Goal, Row, Unit } from '@/bench/report/row'
import { quantile } from '@/bench/report/statistics'

export const VIEWERS = [100, 500, 1_000] as const

/** One round; times in ms, memory in bytes. */
export type Sample = {
  readonly viewers: number
  readonly seconds: number
  readonly latencies: readonly number[]
  /** p99 of the server's event-loop lag. */
  readonly lag: number
  readonly rss: number
  readonly cpu: number
}

/** What is asked of the default limit of viewers. */
const GOALS: Readonly<Record<number, { readonly p99: Goal; readonly rss: Goal }>> = {
  500: { p99: { atMost: 100 }, rss: { atMost: 400 } },
}

const LAG_GOAL: Goal = { atMost: 50 }
const MB = 2 ** 20

export function toRows(samples: readonly Sample[]): Row[] {
  return VIEWERS.flatMap((viewers) => {
    const own = samples.filter((sample) => sample.viewers === viewers)
    const goals = GOALS[viewers]
    const row = (
      quantity: string,
      unit: Unit,
      figure: (sample: Sample) => number,
      goal?: Goal,
    ) => ({
      measured: `${viewers.toLocaleString('en')} viewers, 20 changes/s`,
      who: 'server',
      quantity,
      unit,
      samples: own.map(figure),
      ...(goal ? { goal } : {}),
    })
    return [
      row('deliveries', '/s', ({ latencies, seconds }) => latencies.length / seconds),
      row('write to arrival p50', 'ms', ({ latencies }) => quantile(latencies, 0.5)),
      row('write to arrival p99', 'ms', ({ latencies }) => quantile(latencies, 0.99), goals?.p99),
      row('RSS', 'MB', ({ rss }) => rss / MB, goals?.rss),
      row('event-loop lag p99', 'ms', ({ lag }) => lag, LAG_GOAL),
      row('CPU per second', 'ms', ({ cpu, seconds }) => cpu / seconds),
    ]
  })
}
