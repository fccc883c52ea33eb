import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { GET as readZnode } from '@/app/api/clusters/[cluster]/znode/route'
import { type FaultProxy, startProxy } from '@/e2e/zookeeper/proxy'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import { refusal, startSite, type TestSite } from '@/lib/server/testing/site'

const DEADLINE = 1_500

let zookeeper: ZooKeeperServer
let proxy: FaultProxy
let site: TestSite
let folder: string

beforeAll(async () => {
  zookeeper = await startZooKeeper()
  proxy = await startProxy(zookeeper.port)
  folder = mkdtempSync(join(tmpdir(), 'vivarium-slow-'))
  const config = join(folder, 'vivarium.json')
  const slow = { id: 'slow', connect: proxy.connectString, operationTimeoutMs: DEADLINE }
  const quick = { id: 'quick', connect: zookeeper.connectString }
  writeFileSync(config, JSON.stringify({ clusters: [slow, quick] }))
  site = startSite({ VIVARIUM_CONFIG: config })
})
afterEach(() => proxy.calm())
afterAll(async () => {
  await site.close()
  await proxy.close()
  await zookeeper.stop()
  rmSync(folder, { recursive: true, force: true })
})

const read = (cluster: string) => site.send(readZnode, { cluster, query: { path: '/' } })

test('a server that takes its time is waited for', async () => {
  expect((await read('slow')).status).toBe(200)
  proxy.delay(DEADLINE / 4)
  const asked = performance.now()
  expect((await read('slow')).status).toBe(200)
  expect(performance.now() - asked).toBeGreaterThan(DEADLINE / 4)
})

test('one that takes too long is a 504 at the deadline, and other clusters are not held up', async () => {
  expect((await read('slow')).status).toBe(200)
  proxy.delay(DEADLINE * 4)
  const late = refusal(read('slow'))
  for (let times = 0; times < 10; times += 1) expect((await read('quick')).status).toBe(200)
  expect(await late).toMatchObject({ status: 504, code: 'deadline' })
})
