import { execFile, spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundlePrograms } from '@/bin/bundle-programs.mjs'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import { STORE_THREADS, scratchFolder } from '@/lib/server/testing/history'
import type { Report } from './report'

const PROJECT = resolve(import.meta.dirname, '../..')
const OUT = join(PROJECT, '.cache/full-disk')
const SIZE = '4m'
const FULL = 'history-unavailable: The disk of the database is full'

const scratch = scratchFolder()
let zookeeper: ZooKeeperServer

beforeAll(async () => {
  zookeeper = await startZooKeeper()
  const entries = { scenario: join(import.meta.dirname, 'scenario.ts'), ...STORE_THREADS }
  await bundlePrograms({ root: PROJECT, entries, outDir: OUT })
})

afterAll(async () => {
  await zookeeper.stop()
  scratch.remove()
})

/** Runs its arguments with a small disk at the scratch folder that nobody else sees. */
const onSmallDisk = (flags: readonly string[]) => [
  ...flags,
  ...['sh', '-c', `mount -t tmpfs -o size=${SIZE},mode=700 none "$0" && exec "$@"`, scratch.folder],
]

declare module 'vitest' {
  interface TaskMeta {
    /** Why this machine cannot run the test; the summary of `npm test` says so. */
    leftOut?: string
  }
}

const LEFT_OUT =
  'no disk of its own can be mounted here: that takes root, or “unshare --user --map-root-user ' +
  '--mount” (with a page quota instead: journal.test.ts)'

/** As root, or as anybody where the system lets people have namespaces. */
function smallDisk(): string[] | undefined {
  const ways = [['--mount'], ['--user', '--map-root-user', '--mount']]
  return ways
    .map(onSmallDisk)
    .find((each) => spawnSync('unshare', [...each, 'true'], { timeout: 10_000 }).status === 0)
}

async function run(disk: string[]): Promise<Report> {
  const argument = JSON.stringify({ port: zookeeper.port, folder: scratch.folder })
  const program = [process.execPath, join(OUT, 'scenario.mjs'), argument]
  const { stdout } = await promisify(execFile)('unshare', [...disk, ...program])
  return JSON.parse(stdout)
}

test('a full disk: writes are refused before ZooKeeper, all else goes on, nothing is half recorded', async ({
  task,
  skip,
}) => {
  const disk = smallDisk()
  if (!disk) {
    task.meta.leftOut = LEFT_OUT
    return skip(LEFT_OUT)
  }
  const report = await run(disk)
  expect(report.saves[0]).toBe(FULL)
  expect(report.saves.filter((said) => said !== 'done' && said !== FULL)).toEqual([])
  const liars = report.saves.filter(
    (said, index) => report.wasReady[index] === 'done' && said !== 'done',
  )
  expect(liars).toEqual([])
  expect([report.wasReady[0], report.wasReady.at(-1)]).toEqual([
    'StoreError: The disk of the database is full',
    'done',
  ])
  expect(report.refusals).toEqual([FULL, FULL, FULL, FULL])
  expect(report.afterRefusals).toBe(report.acknowledged)
  expect(report.read).toBe(report.acknowledged)
  expect(report.isStreamed).toBe(true)
  expect([report.unready, report.ready, report.again]).toEqual([FULL, 'done', 'done'])

  // Every version is there, the one others made meanwhile too, and each of ours is an applied intent.
  const { outcomes, applied, ofIntents, versions, integrity } = report.recorded
  expect(versions).toEqual(Array.from({ length: report.acknowledged + 2 }, (_, index) => index + 1))
  expect(ofIntents).toEqual(applied)
  expect(applied).toHaveLength(report.acknowledged + 1)
  expect([outcomes, integrity]).toEqual([['applied'], 'ok'])
}, 120_000)
