import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import * as changeSet from '@/app/api/clusters/[cluster]/change-set/route'
import * as outcome from '@/app/api/clusters/[cluster]/outcome/route'
import * as znode from '@/app/api/clusters/[cluster]/znode/route'
import { type FaultProxy, startProxy } from '@/e2e/zookeeper/proxy'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import { readOutcome } from '@/lib/api/outcome'
import { runtime } from '@/lib/server/process/runtime'
import {
  losingAnswer,
  losingRequest,
  type Operation,
  type Strike,
  strikeAt,
} from '@/lib/server/testing/faults'
import {
  closeAll,
  connected,
  eventually,
  freshPath,
  PERSISTENT,
} from '@/lib/server/testing/sessions'
import { base64, refusal, startSite, type TestSite } from '@/lib/server/testing/site'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'

let zookeeper: ZooKeeperServer
let proxy: FaultProxy
let foreign: ZooKeeperSession
let site: TestSite
let path: ZnodePath
let attempt: string

beforeAll(async () => {
  zookeeper = await startZooKeeper()
  proxy = await startProxy(zookeeper.port)
  foreign = await connected(zookeeper.port)
  site = startSite({
    VIVARIUM_CONNECT: proxy.connectString,
    VIVARIUM_OPERATION_TIMEOUT_MS: '600',
    VIVARIUM_CONNECT_TIMEOUT_MS: '2000',
    VIVARIUM_SESSION_TIMEOUT_MS: '4000',
  })
})

afterAll(async () => {
  await site.close()
  await closeAll()
  await proxy.close()
  await zookeeper.stop()
})

const gateway = () => runtime().clusters.get('main').gateway

beforeEach(async () => {
  path = freshPath()
  attempt = randomUUID()
  await eventually(() => gateway().session('write').status === 'connected', 'connected')
})

async function given() {
  const { stat } = (await foreign.create(path, Buffer.from('one'), PERSISTENT)).value
  return { path, version: 0, czxid: stat.czxid, attempt }
}

const put = async (seen: object) =>
  site.send(znode.PUT, { method: 'PUT', body: { ...seen, data: base64('two') } })

async function told() {
  const response = await site.send(outcome.GET, { query: { path, attempt } })
  return readOutcome.answer.parse(await response.json())
}

/** Lets the next such write end without an answer, and nobody be asked about it. */
async function strike(operation: Operation, how: Strike) {
  const after = async () => {
    await proxy.refuse()
    proxy.unsilence()
  }
  strikeAt(await gateway().connected('write'), operation, { ...how, after })
}

async function resolved() {
  await proxy.accept()
  await eventually(async () => (await runtime().histories.get('main').resolveOnce()) === 0)
}

const nothing = { code: null, version: null, czxid: null }

test('a write that never began is none', async () => {
  expect(await told()).toEqual({ outcome: 'none', ...nothing })
})

test('an answered write is told like any other', async () => {
  const seen = await given()
  expect((await put(seen)).status).toBe(200)
  expect(await told()).toEqual({ outcome: 'applied', code: null, version: 1, czxid: seen.czxid })
})

test('an unknown outcome is open, and then what it turned out to be: applied', async () => {
  const seen = await given()
  await strike('setData', losingAnswer(proxy))
  expect(await refusal(put(seen))).toMatchObject({ status: 504, code: 'outcome-unknown' })
  expect(await told()).toEqual({ outcome: 'open', ...nothing })
  await resolved()
  expect(await told()).toEqual({ outcome: 'applied', code: null, version: 1, czxid: seen.czxid })
})

test('an unknown outcome is open, and then what it turned out to be: not applied', async () => {
  const seen = await given()
  await strike('setData', losingRequest(proxy))
  expect(await refusal(put(seen))).toMatchObject({ status: 504, code: 'outcome-unknown' })
  await resolved()
  expect(await told()).toEqual({ ...nothing, outcome: 'failed', code: 'connection-lost' })
})

test('a change set is asked about by any znode it names', async () => {
  const { attempt: _, ...seen } = await given()
  await strike('multi', losingAnswer(proxy))
  const body = { steps: [{ op: 'delete', ...seen }], attempt }
  const committed = site.send(changeSet.POST, { method: 'POST', body })
  expect(await refusal(committed)).toMatchObject({ code: 'outcome-unknown' })
  await resolved()
  expect(await told()).toEqual({ outcome: 'applied', ...nothing })
})

test('what too much happened to since stays unknown', async () => {
  const seen = await given()
  await strike('setData', losingRequest(proxy))
  expect(await refusal(put(seen))).toMatchObject({ code: 'outcome-unknown' })
  for (const version of [0, 1]) await foreign.setData(path, Buffer.from('theirs'), version)
  await resolved()
  expect(await told()).toEqual({ ...nothing, outcome: 'unknown', code: 'outcome-unknown' })
})

test('the same attempt is refused the second time', async () => {
  const seen = await given()
  expect((await put(seen)).status).toBe(200)
  expect(await refusal(put({ ...seen, version: 1 }))).toMatchObject({ code: 'invalid-request' })
})
