import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAll } from '@/bench/load/create-all'
import { signInAgain, startSignedIn } from '@/bench/product/measured-server'
import type { Row } from '@/bench/report/row'
import { quantile } from '@/bench/report/statistics'
import type { Context, Section } from '@/bench/section'
import { openDemoSession } from '@/e2e/demo/demo-session'
import { startZooKeeper } from '@/e2e/zookeeper/standalone'
import { childOf, toPath } from '@/lib/znode/path'
import { LOADS } from './loads'
import { readMeanwhile } from './neighbour'

const ZOOKEEPER = { javaOptions: ['-Xmx1500m', '-XX:TieredStopAtLevel=4'] }
const LEAST_MS = 2_000
const WIDE = 250_000
const MB = 1_000_000

type Sample = {
  readonly load: string
  readonly lag: number
  readonly longest: number
  readonly growth: number
  readonly read: number
}

/** What one person's load does to another's reads. */
export const fairness: Section = { name: 'fairness', run }

async function run({ rounds, log }: Context): Promise<Row[]> {
  const zookeeper = await startZooKeeper(ZOOKEEPER)
  const folder = mkdtempSync(join(tmpdir(), 'vivarium-fairness-'))
  try {
    log('creating 250,000 znodes, and 70 with names of 990,000 characters')
    await createTree(zookeeper.connectString)
    const server = await startSignedIn('', { VIVARIUM_CONFIG: configIn(folder, zookeeper.port) })
    try {
      const neighbour = await signInAgain(server)
      const samples: Sample[] = []
      for (const load of LOADS)
        for (let round = 0; round <= rounds; round++) {
          log(`${load.name}, round ${round}`)
          const before = await server.read()
          const reads = await readMeanwhile(neighbour, load.run(server), LEAST_MS)
          const { lag, rss } = await server.read()
          const growth = (rss - before.rss) / MB
          const read = quantile(reads, 0.99)
          if (round > 0)
            samples.push({ load: load.name, lag: lag.p99, longest: lag.max, growth, read })
        }
      return toRows(samples)
    } finally {
      await server.stop()
    }
  } finally {
    await zookeeper.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function configIn(folder: string, port: number): string {
  writeFileSync(join(folder, 'unique.json'), '{"uniqueItems": true, "items": {"type": "object"}}')
  const schemas = [{ paths: '/small', file: 'unique.json' }]
  const clusters = [{ id: 'main', connect: `127.0.0.1:${port}`, schemas }]
  const file = join(folder, 'vivarium.json')
  writeFileSync(file, JSON.stringify({ clusters }))
  return file
}

async function createTree(connect: string): Promise<void> {
  const session = await openDemoSession(connect)
  try {
    const parents = ['/small', '/wide', '/long'].map(toPath)
    await createAll(session, parents)
    const [small, wide, long] = parents
    if (!small || !wide || !long) return
    const name = (index: number) => `n-${index}`
    await createAll(
      session,
      Array.from({ length: 1_000 }, (_, at) => childOf(small, name(at))),
    )
    await createAll(
      session,
      Array.from({ length: WIDE }, (_, at) => childOf(wide, name(at))),
    )
    for (let at = 0; at < 70; at++)
      await createAll(session, [childOf(long, `${at}`.padEnd(990_000, 'x'))])
  } finally {
    await session.close()
  }
}

function toRows(samples: readonly Sample[]): Row[] {
  return LOADS.flatMap(({ name }) => {
    const own = samples.filter(({ load }) => load === name)
    const row = (quantity: string, unit: 'ms' | 'MB', of: (sample: Sample) => number) => ({
      measured: name,
      who: 'server',
      quantity,
      unit,
      samples: own.map(of),
    })
    return [
      { ...row('event-loop lag p99', 'ms', ({ lag }) => lag), goal: { atMost: 50 } },
      row('event-loop lag, longest', 'ms', ({ longest }) => longest),
      { ...row('memory growth', 'MB', ({ growth }) => growth), goal: { atMost: 100 } },
      { ...row('another’s read, p99', 'ms', ({ read }) => read), goal: { atMost: 100 } },
    ]
  })
}
