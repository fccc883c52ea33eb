import { now } from '@/bench/product/clock'
import { startSignedIn } from '@/bench/product/measured-server'
import type { Row } from '@/bench/report/row'
import type { Context, Section } from '@/bench/section'
import { connectForeignClient } from '@/e2e/foreign/stock-client'
import { startZooKeeper } from '@/e2e/zookeeper/standalone'
import { Audience } from './audience'
import { type Sample, toRows, VIEWERS } from './samples'
import { Source } from './source'

/** Many viewers of the same changes. */
export const fanOut: Section = { name: 'fan-out', run }

async function run({ rounds, log }: Context): Promise<Row[]> {
  const zookeeper = await startZooKeeper()
  const writer = await connectForeignClient(zookeeper.connectString)
  const source = new Source(writer)
  await source.create()
  const samples: Sample[] = []
  try {
    for (const viewers of VIEWERS) {
      log(`${viewers} viewers`)
      samples.push(...(await measure(zookeeper.connectString, source, viewers, rounds)))
    }
  } finally {
    writer.close()
    await zookeeper.stop()
  }
  return toRows(samples)
}

/** Each audience meets a fresh server, so that the memory is its own. The first round warms up. */
async function measure(
  connect: string,
  source: Source,
  viewers: number,
  rounds: number,
): Promise<Sample[]> {
  const samples: Sample[] = []
  const most = `${viewers}`
  const settings = { VIVARIUM_MAX_STREAMS: most, VIVARIUM_SESSION_STREAMS: most }
  const server = await startSignedIn(connect, settings)
  try {
    const audience = await Audience.open(server, viewers, source)
    for (let round = 0; round <= rounds; round++) {
      await server.read()
      const start = now()
      const latencies = await audience.follow(round)
      const seconds = (now() - start) / 1_000
      const { lag, rss, cpu } = await server.read()
      if (round > 0) samples.push({ viewers, seconds, latencies, lag: lag.p99, rss, cpu })
    }
    audience.leave()
  } finally {
    await server.stop()
  }
  return samples
}
