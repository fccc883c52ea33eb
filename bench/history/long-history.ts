import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser } from '@playwright/test'
import { type SignedInServer, startSignedIn } from '@/bench/product/measured-server'
import type { ForeignClient } from '@/e2e/foreign/stock-client'
import { type OnScreen, openInBrowser } from './open-in-browser'
import { ROOT } from './under-load'

export const CHANGES = 100_000
const BATCH = 5_000
const PATIENCE_MS = 60_000

/** How long the newest page takes (ms), once so many changes were recorded, and the screens. */
export async function openLong(
  connect: string,
  writer: ForeignClient,
  { browser, rounds }: { browser: Browser; rounds: number },
): Promise<OnScreen & { readonly answered: readonly number[] }> {
  const server = await startSignedIn(connect)
  try {
    for (let from = 0; from < CHANGES; from += BATCH) {
      const parent = `${ROOT}/batch-${from}`
      await writer.create(parent)
      const names = Array.from({ length: BATCH }, (_, index) => `c${index}`)
      await writer.createMany(parent, names)
      await untilRecorded(server, `${parent}/c${BATCH - 1}`)
    }
    const samples: number[] = []
    for (let round = 0; round <= rounds; round++) {
      const start = performance.now()
      await ask(server, '')
      if (round > 0) samples.push(performance.now() - start)
    }
    const searches = Array.from({ length: rounds + 1 }, (_, round) => `batch-0/c${round + 1}`)
    return { answered: samples, ...(await openInBrowser(browser, server, searches)) }
  } finally {
    await server.stop()
  }
}

async function ask({ origin, cookie }: SignedInServer, query: string): Promise<unknown[]> {
  const url = `${origin}/api/clusters/main/history?limit=50${query}`
  const answer = await fetch(url, { headers: { cookie } })
  const { changes } = await answer.json()
  return changes
}

/** Changes are recorded in the order in which they were heard of. */
export async function untilRecorded(server: SignedInServer, path: string): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  while ((await ask(server, `&path=${path}`)).length === 0) {
    if (performance.now() > deadline) throw new Error(`${path} was not recorded`)
    await sleep(20)
  }
}
