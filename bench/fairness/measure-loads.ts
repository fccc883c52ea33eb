import type { SignedInServer } from '@/bench/product/measured-server'
import type { Row } from '@/bench/report/row'
import { quantile } from '@/bench/report/statistics'
import type { Context } from '@/bench/section'
import { readMeanwhile } from './neighbour'

/** What keeps the server busy while somebody else reads. */
export type Load = { readonly name: string; readonly run: () => Promise<void> }

const LEAST_MS = 2_000
const MB = 1_000_000
const NOBODY: Load = { name: 'nobody', run: () => Promise.resolve() }

type Sample = {
  readonly lag: number
  readonly ownLag: number
  readonly longest: number
  readonly work: number
  readonly growth: number
  readonly p50: number
  readonly p99: number
}

/**
 * Measures what `neighbour`'s reads take under each load, and under none, in turns; the first
 * round warms up and does not count.
 */
export async function measureLoads(
  neighbour: SignedInServer,
  loads: readonly Load[],
  { rounds, log }: Context,
): Promise<Row[]> {
  const all = [NOBODY, ...loads]
  const samples = new Map(all.map(({ name }): [string, Sample[]] => [name, []]))
  for (let round = 0; round <= rounds; round++)
    for (const load of all) {
      log(`${load.name}, ${round === 0 ? 'warming up' : `round ${round}`}`)
      const sample = await measure(neighbour, load)
      if (round > 0) samples.get(load.name)?.push(sample)
    }
  const quiet = samples.get(NOBODY.name) ?? []
  return all.flatMap(({ name }) => toRows(name, samples.get(name) ?? [], quiet))
}

async function measure(neighbour: SignedInServer, { run }: Load): Promise<Sample> {
  const before = await neighbour.read()
  const reads = await readMeanwhile(neighbour, run(), LEAST_MS)
  const { lag, ownLag, work, mostRss } = await neighbour.read()
  return {
    ...{ lag: lag.p99, ownLag: ownLag.p99, longest: ownLag.max, work: work.p99 },
    growth: (mostRss - before.rss) / MB,
    ...{ p50: quantile(reads, 0.5), p99: quantile(reads, 0.99) },
  }
}

function toRows(name: string, samples: readonly Sample[], quiet: readonly Sample[]): Row[] {
  const row = (quantity: string, unit: Row['unit'], of: (sample: Sample) => number) => ({
    ...{ measured: name, who: 'server', quantity, unit, samples: samples.map(of) },
  })
  const ratios = samples.map(({ p99 }, round) => p99 / (quiet[round]?.p99 ?? Number.NaN))
  const isLoad = samples !== quiet
  return [
    { ...row('event-loop lag p99', 'ms', ({ lag }) => lag), goal: { atMost: 50 } },
    { ...row('event-loop lag p99, own', 'ms', ({ ownLag }) => ownLag), goal: { atMost: 50 } },
    row('event-loop lag, own, longest', 'ms', ({ longest }) => longest),
    { ...row('work at a stretch, p99', 'ms', ({ work }) => work), goal: { atMost: 50 } },
    { ...row('memory growth, most', 'MB', ({ growth }) => growth), goal: { atMost: 100 } },
    row('another’s read, p50', 'ms', ({ p50 }) => p50),
    { ...row('another’s read, p99', 'ms', ({ p99 }) => p99), goal: { atMost: 100 } },
    ...(isLoad ? [{ ...row('another’s read, p99 ÷ nobody', '×', () => 0), samples: ratios }] : []),
  ]
}
