import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundlePrograms } from '@/bin/bundle-programs.mjs'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import { ClusterGateway } from '@/lib/server/cluster/gateway'
import { ClusterHistory } from '@/lib/server/process/cluster-history'
import { Store } from '@/lib/server/store/store'
import { STORE_THREADS, scratchFolder } from '@/lib/server/testing/history'
import { NOTHING_RECORDED } from '@/lib/server/testing/history-scope'
import {
  closeAll,
  connected,
  eventually,
  freshPath,
  optionsFor,
  PERSISTENT,
} from '@/lib/server/testing/sessions'
import { openSession, systemWorld } from '@/lib/server/zookeeper/client/open-session'
import { childOf } from '@/lib/znode/path'
import { readableStat } from '@/lib/znode/stat'

/** `npm run crash` sets 500. */
const KILLS = Number(process.env.CRASH_KILLS ?? 8)
const MOST_MS = 120

const PROJECT = resolve(import.meta.dirname, '../..')
const OUT = join(PROJECT, '.cache/crash')
const scratch = scratchFolder()
let zookeeper: ZooKeeperServer

type Acknowledged = { path: string; version: number | null; zxid: string }

beforeAll(async () => {
  zookeeper = await startZooKeeper()
  const entries = { writer: join(import.meta.dirname, 'writer.ts'), ...STORE_THREADS }
  await bundlePrograms({ root: PROJECT, entries, outDir: OUT })
})

afterAll(async () => {
  await closeAll()
  await zookeeper.stop()
  scratch.remove()
})

/** Lets a writer run until a moment after it is ready, then kills it; answers what it acknowledged. */
async function writeUntilKilled(argument: object): Promise<Acknowledged[]> {
  const child = spawn(process.execPath, [join(OUT, 'writer.mjs'), JSON.stringify(argument)])
  let output = ''
  let errors = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    errors += text
  })
  const ended = new Promise((done) => child.once('exit', done))
  await eventually(() => output.includes('ready') || child.exitCode !== null, 'a writer')
  await sleep(Math.random() * MOST_MS)
  child.kill('SIGKILL')
  await ended
  if (child.exitCode !== null) throw new Error(`The writer ended by itself:\n${errors}`)
  const lines = output.split('\n').slice(1, -1)
  return lines.map((line) => JSON.parse(line))
}

test(`after ${KILLS} kill -9 every change is recorded, and every success was one`, async () => {
  const root = freshPath()
  const foreign = await connected(zookeeper.port)
  await foreign.create(root, null, PERSISTENT)
  const nodes = [0, 1, 2].map((index) => childOf(root, `n${index}`))
  for (const node of nodes) await foreign.create(node, null, PERSISTENT)
  const session = optionsFor(zookeeper.port)
  const guards = { readOnly: false, protectedPaths: [], history: NOTHING_RECORDED }
  const config = { id: 'main', name: 'main', session, ...guards }
  const { folder } = scratch
  const acknowledged: Acknowledged[] = []
  for (let kill = 0; kill < KILLS; kill++)
    acknowledged.push(...(await writeUntilKilled({ config, folder, root })))

  const gateway = new ClusterGateway(config, {
    ...systemWorld,
    open: (it) => openSession(it.session),
  })
  const store = new Store({ kind: 'file', folder })
  const world = { ...systemWorld, wallClock: Date.now }
  const history = new ClusterHistory({ gateway, store, world, isShared: false })
  await eventually(async () => (await history.resolveOnce()) === 0)
  const rows = await store.use((db) =>
    db.selectFrom('version').selectAll().where('person', '=', 'ada').execute(),
  )
  const recorded = new Set(rows.map(({ path, kind, version }) => `${path} ${kind} ${version}`))

  // Every change: each version of a node was one write of ours, and each is there once.
  for (const node of nodes) {
    const last = readableStat((await foreign.exists(node)).value)?.version ?? -1
    const versions = rows.filter(({ path }) => path === node).map(({ version }) => version)
    expect(versions.sort((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: last }, (_, index) => index + 1),
    )
  }
  const children = new Set<string>((await foreign.getChildren(root)).value.names)
  const made = rows.filter(({ kind }) => kind === 'created').map(({ path }) => path)
  const gone = rows.filter(({ kind }) => kind === 'deleted').map(({ path }) => path)
  const left = made
    .filter((path) => !gone.includes(path))
    .map((path) => path.slice(root.length + 1))
  expect([...left, 'n0', 'n1', 'n2'].sort()).toEqual([...children].sort())

  // Every success: what was acknowledged is recorded as applied.
  const kindOf = (version: number | null) =>
    version === null ? 'deleted' : version === 0 ? 'created' : 'changed'
  for (const { path, version } of acknowledged)
    expect(recorded).toContain(`${path} ${kindOf(version)} ${version}`)
  const outcomes = await store.use((db) =>
    db.selectFrom('intent').select(['attempt', 'outcome']).execute(),
  )
  expect(outcomes.filter(({ outcome }) => outcome === null || outcome === 'unknown')).toEqual([])

  // Every transaction: its steps share what became of them.
  const told = new Set(outcomes.map(({ attempt, outcome }) => `${attempt} ${outcome}`))
  expect(told.size).toBe(new Set(outcomes.map(({ attempt }) => attempt)).size)
  console.log(`${KILLS} kills, ${acknowledged.length} acknowledged, ${rows.length} recorded`)
  await history.close()
  await gateway.close()
  await store.close()
}, 1_800_000)
