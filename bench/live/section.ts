import type { Page } from '@playwright/test'
import { writeAtRate } from '@/bench/load/write-at-rate'
import { launchBrowser, openPage } from '@/bench/product/browser'
import { now } from '@/bench/product/clock'
import { type SignedInServer, startSignedIn } from '@/bench/product/measured-server'
import { messageIn, openStreamClient } from '@/bench/product/stream-client'
import type { Row } from '@/bench/report/row'
import type { Context, Section } from '@/bench/section'
import { mulberry32 } from '@/e2e/foreign/mulberry32.mjs'
import { connectForeignClient, type ForeignClient } from '@/e2e/foreign/stock-client'
import { startZooKeeper } from '@/e2e/zookeeper/standalone'
import { readableStat } from '@/lib/znode/stat'
import { startJavaWatch } from './java-watch'
import { Ledger, Observer } from './ledger'
import { RATES, type Sample, toRows } from './samples'
import { observeRows, openRows, takeSights } from './screen-observer'

const PARENT = '/live'
/** As many as a screen shows. */
const PATHS = Array.from({ length: 30 }, (_, index) => `${PARENT}/n-${`${index}`.padStart(2, '0')}`)
/** How long the last change may take to be seen by everybody (ms). */
const PATIENCE_MS = 20_000

/** How long after somebody else's write it is seen: by a stream client and in a browser. */
export const live: Section = { name: 'live', run }

type Stage = {
  readonly server: SignedInServer
  readonly writer: ForeignClient
  readonly page: Page
  readonly ledger: Ledger
  readonly observers: Readonly<Record<'stream' | 'screen' | 'java', Observer>>
  readonly javaMissing: boolean
}

async function run({ rounds, log }: Context): Promise<Row[]> {
  const zookeeper = await startZooKeeper()
  const writer = await connectForeignClient(zookeeper.connectString)
  await writer.create(PARENT)
  for (const path of PATHS) await writer.create(path, '0')
  const server = await startSignedIn(zookeeper.connectString)
  const browser = await launchBrowser()
  const ledger = new Ledger()
  const [stream, screen, java] = [new Observer(ledger), new Observer(ledger), new Observer(ledger)]
  const watch = await startJavaWatch(zookeeper.connectString, PARENT, (path, at) =>
    java.sawNext(path, at),
  )
  try {
    await watchStream(server, stream)
    const page = await openPage(browser, server, observeRows)
    await openRows(page, PARENT, 'n-29')
    const observers = { stream, screen, java }
    const stage: Stage = {
      server,
      writer,
      page,
      ledger,
      observers,
      javaMissing: 'missing' in watch,
    }
    return toRows(await measure(stage, rounds, log), watch)
  } finally {
    if ('stop' in watch) await watch.stop()
    await browser.close()
    await server.stop()
    writer.close()
    await zookeeper.stop()
  }
}

async function watchStream(server: SignedInServer, observer: Observer): Promise<void> {
  await openStreamClient(server, { nodes: PATHS, parents: [] }, (frame, at) => {
    const message = messageIn(frame)
    const stat = message?.type === 'change' ? readableStat(message.stat) : null
    if (message?.type === 'change' && stat) observer.saw(message.path, stat.version, at)
  })
}

/** Every rate once per round; the first round warms up and does not count. */
async function measure(stage: Stage, rounds: number, log: Context['log']): Promise<Sample[]> {
  const samples: Sample[] = []
  for (let round = 0; round <= rounds; round++) {
    log(round === 0 ? 'warming up' : `round ${round}`)
    for (const { perSecond, seconds } of RATES) {
      const random = mulberry32(round * 10_000 + perSecond)
      const sample = await measureRate(stage, {
        perSecond,
        seconds: round === 0 ? 2 : seconds,
        random,
      })
      if (round > 0) samples.push(sample)
    }
  }
  return samples
}

async function measureRate(stage: Stage, pace: Parameters<typeof writeAtRate>[0]): Promise<Sample> {
  const { server, writer, ledger, observers } = stage
  await server.read()
  await writeAtRate(pace, () => {
    const path = PATHS[Math.floor(pace.random() * PATHS.length)] ?? PARENT
    ledger.wrote(path, now())
    return writer.set(path, `${ledger.writes}`)
  })
  await untilSeen(stage)
  const { lag } = await server.read()
  const { stream, screen, java } = observers
  return {
    perSecond: pace.perSecond,
    lag: lag.p99,
    latencies: { stream: stream.take(), screen: screen.take(), java: java.take() },
  }
}

async function untilSeen({ page, observers, javaMissing }: Stage): Promise<void> {
  const { stream, screen, java } = observers
  const deadline = now() + PATIENCE_MS
  for (;;) {
    for (const { path, version, at } of await takeSights(page)) screen.saw(path, version, at)
    if (stream.isUpToDate && screen.isUpToDate && (javaMissing || java.isUpToDate)) return
    if (now() > deadline) throw new Error('Not every write was seen')
  }
}
