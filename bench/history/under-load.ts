import type { Browser } from '@playwright/test'
import { Ledger, Observer } from '@/bench/live/ledger'
import { observeRows, openRows, takeSights } from '@/bench/live/screen-observer'
import { writeAtRate } from '@/bench/load/write-at-rate'
import { openPage } from '@/bench/product/browser'
import { now } from '@/bench/product/clock'
import { type SignedInServer, startSignedIn } from '@/bench/product/measured-server'
import { messageIn, openStreamClient } from '@/bench/product/stream-client'
import { quantile } from '@/bench/report/statistics'
import type { ForeignClient } from '@/e2e/foreign/stock-client'
import { readableStat } from '@/lib/znode/stat'

export const ROOT = '/recorded'
export const NODES = 5_000
export const PER_SECOND = 200
const WARM_UP_SECONDS = 2
const SECONDS = 6
/** Half of the writes go to the rows that a screen shows, so that there is enough to be seen. */
const ON_SCREEN = 30
const PATIENCE_MS = 20_000

export const pathOf = (index: number) => `${ROOT}/n-${`${index}`.padStart(4, '0')}`

const ROWS = Array.from({ length: ON_SCREEN }, (_, index) => pathOf(index))

/** One round with one setting. Times in ms. */
export type Sample = {
  /** Processor time of the server per second. */
  readonly cores: number
  readonly lag: number
  readonly stream: { readonly p50: number; readonly p99: number }
  readonly screen: { readonly p50: number; readonly p99: number }
}

/** The same load again and again, each time on a server that was just started. */
export class Load {
  readonly #connect: string
  readonly #writer: ForeignClient
  readonly #browser: Browser
  readonly #ledger = new Ledger()
  readonly #stream = new Observer(this.#ledger)
  readonly #screen = new Observer(this.#ledger)
  #turn = 0

  constructor(connect: string, writer: ForeignClient, browser: Browser) {
    this.#connect = connect
    this.#writer = writer
    this.#browser = browser
  }

  async measure(settings: Record<string, string>): Promise<Sample> {
    const server = await startSignedIn(this.#connect, settings)
    const page = await openPage(this.#browser, server, observeRows)
    const stream = await this.#watchStream(server)
    const seen = async () => {
      const deadline = now() + PATIENCE_MS
      while (!this.#stream.isUpToDate || !this.#screen.isUpToDate) {
        if (now() > deadline) throw new Error('Not every write was seen')
        for (const { path, version, at } of await takeSights(page))
          this.#screen.saw(path, version, at)
      }
    }
    try {
      await openRows(page, ROOT, `n-00${ON_SCREEN - 1}`)
      await this.#write(WARM_UP_SECONDS)
      await seen()
      for (const observer of [this.#stream, this.#screen]) observer.take()
      await server.read()
      const start = performance.now()
      await this.#write(SECONDS)
      const elapsed = performance.now() - start
      await seen()
      const { cpu, lag } = await server.read()
      const [streamTimes, screenTimes] = [this.#stream.take(), this.#screen.take()]
      return {
        ...{ cores: cpu / elapsed, lag: lag.p99 },
        ...{ stream: shares(streamTimes), screen: shares(screenTimes) },
      }
    } finally {
      stream.close()
      await page.context().close()
      await server.stop()
    }
  }

  #write(seconds: number): Promise<void> {
    return writeAtRate({ perSecond: PER_SECOND, seconds, random: Math.random }, async () => {
      this.#turn += 1
      const isOnScreen = this.#turn % 2 === 0
      const index = isOnScreen
        ? Math.floor(Math.random() * ON_SCREEN)
        : ON_SCREEN + ((this.#turn * 7) % (NODES - ON_SCREEN))
      const path = pathOf(index)
      if (isOnScreen) this.#ledger.wrote(path, now())
      await this.#writer.set(path, `turn ${this.#turn}`)
    })
  }

  #watchStream(server: SignedInServer) {
    return openStreamClient(server, { nodes: ROWS, parents: [] }, (frame, at) => {
      const message = messageIn(frame)
      const stat = message?.type === 'change' ? readableStat(message.stat) : null
      if (message?.type === 'change' && stat) this.#stream.saw(message.path, stat.version, at)
    })
  }
}

function shares(times: readonly number[]) {
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99) }
}
