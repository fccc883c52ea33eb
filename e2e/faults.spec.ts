import type { Browser, BrowserContextOptions } from '@playwright/test'
import { signInTo, startVivarium } from '@/bin/production-server.mjs'
import { test as base, complaintsOf, expect } from '@/e2e/browser/fixtures'
import { pill } from '@/e2e/browser/screen'
import { openView, type Screen, screenDifferences, stepsBack } from '@/e2e/faults/screen-check'
import { toPath } from '@/lib/znode/path'
import { isEphemeral } from '@/lib/znode/stat'
import { chanceOf } from './faults/chance'
import { differences } from './faults/compare'
import { inflict } from './faults/inflict'
import { planRound } from './faults/plan'
import { readTruth, type Truth } from './faults/truth'
import { LOOKS, PARENTS, ROOT, VIEWS } from './faults/views'
import { startWatcher, type Watcher } from './faults/watcher'
import { startWriters } from './faults/writers'
import { connectForeignClient } from './foreign/stock-client'
import { type ProxiedEnsemble, startProxiedEnsemble } from './zookeeper/proxied-ensemble'

/** `npm run soak` sets both; `npm test` goes one round. */
const MINUTES = Number(process.env.SOAK_MINUTES ?? 0)
const SEED = Number(process.env.SOAK_SEED ?? 1)

const OPERATIONS_PER_ROUND = 20_000
const WRITERS = { count: 3, rate: 120 }
/** How a browser remembers its panes: widths, and whether the timeline is open. */
const PANES_COOKIE = 'vivarium-panes'
/** I1. */
const QUIET_MS = 5_000

/** Short times, so that every fault is over soon. */
const SETTINGS = {
  VIVARIUM_SESSION_TIMEOUT_MS: '2000',
  VIVARIUM_CONNECT_TIMEOUT_MS: '800',
  VIVARIUM_OPERATION_TIMEOUT_MS: '2000',
}

const test = base.extend<object, { arena: ProxiedEnsemble }>({
  arena: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the first parameter's pattern
    async ({}, use) => {
      const arena = await startProxiedEnsemble()
      await use(arena)
      await arena.stop()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  vivarium: [
    async ({ arena }, use) => {
      const server = await startVivarium({ VIVARIUM_CONNECT: arena.connectString, ...SETTINGS })
      await use(server)
      await server.stop()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
})

test('random changes under faults: who watches never goes back and ends with the truth', async ({
  browser,
  arena,
  vivarium,
  signedIn,
}) => {
  test.setTimeout((MINUTES + 10) * 60_000)
  await plant(arena)
  const watchers: Watcher[] = []
  for (const look of LOOKS)
    watchers.push(startWatcher({ origin: vivarium.origin, cookie: await signInTo(vivarium) }, look))
  const { screens, complaints } = await openScreens(browser, {
    baseURL: vivarium.origin,
    storageState: signedIn,
    viewport: { width: 1280, height: 1_000 },
  })
  const start = performance.now()
  const total = { operations: 0, faults: 0 }
  for (let seed = SEED; seed === SEED || performance.now() < start + MINUTES * 60_000; seed += 1) {
    const { operations, faults } = await round(arena, watchers, seed)
    total.operations += operations
    total.faults += faults
    await settle(arena, watchers, screens)
  }
  const sessions = new Set(watchers.flatMap(({ check }) => [...check.sessions])).size
  const changes = watchers.reduce((sum, { check }) => sum + check.changes, 0)
  const seconds = Math.round((performance.now() - start) / 1_000)
  console.log(JSON.stringify({ ...total, seconds, sessions, changes }))
  expect(complaints.flat(), 'the consoles stay silent').toEqual([])
  expect(sessions, 'sessions expired and were replaced').toBeGreaterThan(1)
  for (const watcher of watchers) watcher.close()
})

/** Every fault of a round, while foreign processes change the tree. */
async function round(arena: ProxiedEnsemble, watchers: readonly Watcher[], seed: number) {
  const { connectString } = arena.ensemble
  const writers = startWriters({ connectString, root: ROOT, seed, ...WRITERS })
  const cutStreams = () => {
    for (const watcher of watchers) watcher.cutStream()
  }
  const plan = planRound(chanceOf(seed))
  for (const fault of plan) await inflict({ ...arena, cutStreams }, fault)
  await expect
    .poll(writers.operations, { timeout: 120_000 })
    .toBeGreaterThanOrEqual(OPERATIONS_PER_ROUND)
  await writers.stop()
  await arena.calm()
  return { operations: writers.operations(), faults: plan.length }
}

/** Compares tree, DOM and events with what an independent reader finds. */
async function settle(
  arena: ProxiedEnsemble,
  watchers: readonly Watcher[],
  screens: readonly Screen[],
) {
  for (const { page } of screens) await expect(pill(page)).toHaveText(/Live/, { timeout: 20_000 })
  const leader = await arena.ensemble.leader()
  const reader = await connectForeignClient(leader.connectString)
  // A writer that lost its connection leaves ephemerals, which go when its session expires.
  await expect
    .poll(async () => ephemerals(await readTruth(reader, ROOT)), { timeout: 20_000 })
    .toEqual([])
  await expect(async () => {
    const truth = await readTruth(reader, ROOT)
    const onScreens = await Promise.all(screens.map((screen) => screenDifferences(screen, truth)))
    const inStores = watchers.map(({ shown, look }) => differences(shown(), truth, look.open))
    expect([...onScreens, ...inStores].flat()).toEqual([])
  }).toPass({ timeout: QUIET_MS, intervals: [100] })
  reader.close()
  const back = await Promise.all(screens.map(stepsBack))
  expect([...back, ...watchers.map(({ check }) => check.problems)].flat()).toEqual([])
}

function ephemerals(truth: Truth): string[] {
  return [...truth].flatMap(([path, { stat }]) => (isEphemeral(stat) ? [path] : []))
}

async function plant({ ensemble }: ProxiedEnsemble) {
  const client = await connectForeignClient(ensemble.connectString)
  for (const path of PARENTS) await client.create(toPath(path))
  client.close()
}

async function openScreens(
  browser: Browser,
  options: BrowserContextOptions & { readonly baseURL: string },
) {
  const opened = VIEWS.map(async (view) => {
    const context = await browser.newContext(options)
    const panes = { name: PANES_COOKIE, value: `312.336.${view.timeline ? 1 : 0}` }
    await context.addCookies([{ ...panes, url: options.baseURL }])
    const page = await context.newPage()
    const complaints = await complaintsOf(page)
    return { complaints, screen: await openView(page, view) }
  })
  const all = await Promise.all(opened)
  return {
    screens: all.map(({ screen }) => screen),
    complaints: all.map(({ complaints }) => complaints),
  }
}
