import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { GET as readHealth } from '@/app/api/health/route'
import { GET as readReadiness } from '@/app/api/ready/route'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import { Readiness } from '@/lib/server/process/readiness'
import { runtime } from '@/lib/server/process/runtime'
import { eventually } from '@/lib/server/testing/sessions'
import { refusal, startSite, type TestSite } from '@/lib/server/testing/site'

let zookeeper: ZooKeeperServer
let site: TestSite | undefined
const scratch = mkdtempSync(join(tmpdir(), 'vivarium-ready-'))

beforeAll(async () => {
  zookeeper = await startZooKeeper()
})

afterEach(() => site?.close())

afterAll(async () => {
  await zookeeper.stop()
  rmSync(scratch, { recursive: true })
})

/** Asks as a probe does, which has no session. */
async function ask(environment?: Record<string, string>): Promise<Response> {
  if (environment) site = startSite({ VIVARIUM_CONNECT_TIMEOUT_MS: '500', ...environment })
  if (!site) throw new Error('no site')
  return await site.send(readReadiness, { headers: { cookie: null } })
}

test('ready, once changes can be recorded and a cluster was reached', async () => {
  const up = await ask({ VIVARIUM_CONNECT: zookeeper.connectString })
  expect([up.status, await up.json()]).toEqual([200, { status: 'ready' }])
})

test('ready it stays through an outage of ZooKeeper', async () => {
  site = startSite({
    VIVARIUM_CONNECT: zookeeper.connectString,
    VIVARIUM_CONNECT_TIMEOUT_MS: '500',
  })
  let now = 0
  const { clusters, histories } = runtime()
  const around = { store: histories.store, clusters: clusters.all(), now: () => now }
  const readiness = new Readiness(around)
  await readiness.check()
  await zookeeper.kill()
  const reading = clusters.get('main').gateway.session('read')
  await eventually(() => reading.status === 'suspended', 'suspended')
  now = 60_000
  await readiness.check()
  await expect(new Readiness(around).check()).rejects.toMatchObject({ code: 'not-live' })
  await zookeeper.restart()
})

test('not ready before a cluster was reached, but alive; and then ready', async () => {
  await zookeeper.kill()
  const problem = await refusal(ask({ VIVARIUM_CONNECT: zookeeper.connectString }))
  expect(problem).toMatchObject({
    status: 503,
    code: 'not-live',
    detail: 'No cluster was reached yet',
  })
  expect(JSON.stringify(problem)).not.toMatch(/main|127\.0\.0\.1/)
  expect((await site?.send(readHealth, { headers: { cookie: null } }))?.status).toBe(200)
  await zookeeper.restart()
  await eventually(async () => (await ask()).status === 200, 'ready')
})

test('not ready while nothing can be recorded, and then ready', async () => {
  const data = join(scratch, 'data')
  writeFileSync(data, '')
  const ours = { VIVARIUM_CONNECT: zookeeper.connectString, VIVARIUM_DATA: data }
  const problem = await refusal(ask(ours))
  expect(problem).toMatchObject({
    code: 'history-unavailable',
    detail: 'The database cannot be opened',
  })
  expect(JSON.stringify(problem)).not.toContain(scratch)
  rmSync(data)
  await eventually(async () => (await ask()).status === 200, 'ready')
})

test('a database that is away is told without its address and password', async () => {
  const url = 'postgres://keeper:topsecret@127.0.0.1:1/vivarium'
  const ours = { VIVARIUM_CONNECT: zookeeper.connectString, VIVARIUM_DATABASE_URL: url }
  const problem = await refusal(ask(ours))
  expect(problem).toMatchObject({
    code: 'history-unavailable',
    detail: 'The database does not answer',
  })
  expect(JSON.stringify(problem)).not.toMatch(/keeper|topsecret|127\.0\.0\.1/)
})
