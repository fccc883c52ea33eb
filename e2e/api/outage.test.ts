import { afterAll, beforeAll, expect, test } from 'vitest'
import { GET as listChildren } from '@/app/api/clusters/[cluster]/children/route'
import * as znode from '@/app/api/clusters/[cluster]/znode/route'
import { GET as listClusters } from '@/app/api/clusters/route'
import { GET as readHealth } from '@/app/api/health/route'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import { eventually } from '@/lib/server/testing/sessions'
import { refusal, startSite, type TestSite } from '@/lib/server/testing/site'

let zookeeper: ZooKeeperServer
let site: TestSite

beforeAll(async () => {
  zookeeper = await startZooKeeper()
  site = startSite({
    VIVARIUM_CONNECT: zookeeper.connectString,
    VIVARIUM_OPERATION_TIMEOUT_MS: '400',
    VIVARIUM_CONNECT_TIMEOUT_MS: '500',
    VIVARIUM_SESSION_TIMEOUT_MS: '6000',
  })
})

afterAll(async () => {
  await site.close()
  await zookeeper.stop()
})

const readRoot = () => site.send(znode.GET, { query: { path: '/' } })
const isBack = () => eventually(async () => (await readRoot()).status === 200, 'reads work again')

test('a ZooKeeper that hangs is a 504 at the deadline', async () => {
  expect((await readRoot()).status).toBe(200)
  zookeeper.pause()
  expect(await refusal(readRoot())).toMatchObject({
    status: 504,
    code: 'deadline',
    path: '/',
    retriable: true,
  })
  zookeeper.resume()
  await isBack()
})

test('a ZooKeeper that is down is a 503 that says when to try again, and then works', async () => {
  await zookeeper.kill()
  const notLive = { status: 503, retriable: true }
  await eventually(async () => (await refusal(readRoot())).code === 'not-live')
  expect(await refusal(site.send(listChildren, { query: { path: '/' } }))).toMatchObject(notLive)
  const body = { path: '/new', data: null }
  const write = site.send(znode.POST, { method: 'POST', body })
  expect(await refusal(write)).toMatchObject({ ...notLive, code: 'not-live' })
  await zookeeper.restart()
  await isBack()
  expect((await refusal(site.send(znode.GET, { query: { path: '/new' } }))).code).toBe('no-node')
})

test('the process answers without ZooKeeper, and says so of its clusters', async () => {
  await zookeeper.kill()
  expect((await site.send(readHealth, { headers: { cookie: null } })).status).toBe(200)
  const response = await site.send(listClusters)
  expect(response.status).toBe(200)
  const text = await response.text()
  expect(text).toContain(zookeeper.connectString)
  expect(text).not.toContain('credential')
  await zookeeper.restart()
  await isBack()
})
