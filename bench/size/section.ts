import type { Page } from '@playwright/test'
import { interleave } from '@/bench/measure/interleave'
import { launchBrowser, openPage } from '@/bench/product/browser'
import { type SignedInServer, startSignedIn } from '@/bench/product/measured-server'
import type { Row } from '@/bench/report/row'
import type { Context, Section } from '@/bench/section'
import { startZooKeeper } from '@/e2e/zookeeper/standalone'
import { createDirectories, DIRECTORIES } from './directories'
import { type Opening, openDirectory } from './open-directory'
import { observeOpening } from './opening-observer'
import { type ServerSample, toRows } from './rows'

/** A server's heap and compiler as in production; no snapshot falls into a round. */
const ZOOKEEPER = {
  javaOptions: ['-Xmx1500m', '-XX:TieredStopAtLevel=4', '-Dzookeeper.snapCount=100000000'],
}

/** Large directories in a real browser, in an ensemble of 800,000 znodes. */
export const size: Section = { name: 'size', run }

async function run({ rounds, log }: Context): Promise<Row[]> {
  const zookeeper = await startZooKeeper(ZOOKEEPER)
  try {
    log('creating 800,000 znodes')
    await createDirectories(zookeeper.connectString)
    const server = await startSignedIn(zookeeper.connectString)
    const browser = await launchBrowser()
    try {
      const page = await openPage(browser, server, observeOpening)
      await page.goto('/main/tree?path=/')
      return await measure(server, page, rounds, log)
    } finally {
      await browser.close()
      await server.stop()
    }
  } finally {
    await zookeeper.stop()
  }
}

/** The first round warms up and does not count. */
async function measure(
  server: SignedInServer,
  page: Page,
  rounds: number,
  log: Context['log'],
): Promise<Row[]> {
  const openings: Opening[] = []
  const readings: ServerSample[] = []
  await server.read()
  await interleave(DIRECTORIES, rounds + 1, async (directory, round) => {
    log(`round ${round}, ${directory.count} children`)
    const opening = await openDirectory(page, directory)
    const { lag, rss } = await server.read()
    if (round === 0) return
    openings.push(opening)
    readings.push({ directory, lag: lag.p99, longest: lag.max, rss })
  })
  return toRows(openings, readings)
}
