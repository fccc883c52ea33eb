import { startMeasured } from '@/bench/product/measured-server'
import type { Row } from '@/bench/report/row'
import type { Context, Section } from '@/bench/section'
import { firstLoad } from '@/bin/check/first-load.mjs'
import { startZooKeeper } from '@/e2e/zookeeper/standalone'

/** What it costs to have the server run and to open its page. */
export const start: Section = { name: 'start', run }

/** ms and bytes. */
type Start = { readonly firstAnswer: number; readonly rss: number; readonly scripts: number }

const MEASURED = 'cold start'
const KB = 1_024
const MB = 2 ** 20

async function run({ rounds, log }: Context): Promise<Row[]> {
  const zookeeper = await startZooKeeper()
  const starts: Start[] = []
  try {
    for (let round = 0; round <= rounds; round++) {
      log(round === 0 ? 'warming up' : `round ${round}`)
      const started = await startOnce(zookeeper.connectString)
      if (round > 0) starts.push(started)
    }
  } finally {
    await zookeeper.stop()
  }
  const server = { measured: MEASURED, who: 'server' } as const
  const firstAnswers = starts.map(({ firstAnswer }) => firstAnswer)
  const memory = starts.map(({ rss }) => rss / MB)
  const scripts = starts.slice(0, 1).map(({ scripts: bytes }) => bytes / KB)
  return [
    { ...server, quantity: 'to first answer', unit: 'ms', samples: firstAnswers },
    { ...server, quantity: 'RSS idle', unit: 'MB', samples: memory },
    {
      measured: MEASURED,
      who: 'browser',
      quantity: 'first-load JavaScript, gzip',
      unit: 'KB',
      samples: scripts,
    },
  ]
}

/** The memory is read before anybody opens a page. */
async function startOnce(connect: string): Promise<Start> {
  const begin = performance.now()
  const server = await startMeasured(connect)
  const firstAnswer = performance.now() - begin
  try {
    const { rss } = await server.read()
    const scripts = await firstLoad(server)
    return { firstAnswer, rss, scripts: scripts.reduce((sum, { size }) => sum + size, 0) }
  } finally {
    await server.stop()
  }
}
