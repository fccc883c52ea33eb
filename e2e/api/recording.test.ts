import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { GET as change } from '@/app/api/clusters/[cluster]/history/change/route'
import { GET as changes } from '@/app/api/clusters/[cluster]/history/route'
import { GET as status } from '@/app/api/clusters/[cluster]/history/status/route'
import * as znode from '@/app/api/clusters/[cluster]/znode/route'
import { GET as ready } from '@/app/api/ready/route'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import { runtime } from '@/lib/server/process/runtime'
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
let foreign: ZooKeeperSession
let site: TestSite
const data = mkdtempSync(join(tmpdir(), 'vivarium-recording-'))

beforeAll(async () => {
  zookeeper = await startZooKeeper()
  foreign = await connected(zookeeper.port)
})

afterEach(() => site.close())

afterAll(async () => {
  await closeAll()
  await zookeeper.stop()
  rmSync(data, { recursive: true, force: true })
})

function start(): void {
  site = startSite({ VIVARIUM_CONNECT: zookeeper.connectString, VIVARIUM_DATA: data })
  runtime().histories.start()
}

const get = async (route: typeof status, query: Record<string, string> = {}) => {
  const answer = await site.send(route, { query })
  expect(answer.status, await answer.clone().text()).toBe(200)
  return await answer.json()
}

test('the first change of a znode that nobody looked at has its “before”', async () => {
  const path = freshPath()
  await foreign.create(path, Buffer.from('before'), PERSISTENT)
  start()
  await eventually(async () => (await get(status)).baseline.state === 'complete', 'read')
  const { baseline, tooLong, problem } = await get(status)
  expect(baseline).toEqual({ state: 'complete', read: baseline.total, total: baseline.total })
  expect(baseline.read).toBeGreaterThanOrEqual(2)
  expect([tooLong, problem]).toEqual([0, null])
  await foreign.setData(path, Buffer.from('after'), 0)
  const query = { path, kind: 'changed' }
  await eventually(async () => (await get(changes, query)).changes.length === 1, 'recorded')
  const [{ id }] = (await get(changes, query)).changes
  const { before, after } = await get(change, { path, id: String(id) })
  expect([before.data, after.data]).toEqual(['before', 'after'].map(base64))
})

test('a path that the API cannot name is counted, and nothing else suffers', async () => {
  start()
  await eventually(async () => (await get(status)).baseline.state === 'complete', 'read')
  const [long, short] = [`/${'x'.repeat(70_000)}` as ZnodePath, freshPath()]
  await foreign.create(long, null, PERSISTENT)
  await foreign.create(short, null, PERSISTENT)
  await eventually(async () => (await get(changes, { path: short })).changes.length === 1)
  expect((await get(status)).tooLong).toBe(1)
  const all = (await get(changes)).changes as ReadonlyArray<{ path: string }>
  expect(all.map((each) => each.path)).not.toContain(long)
  await foreign.delete(long, 0)
})

test('a database that was removed under the running server is said everywhere', async () => {
  const path = freshPath()
  await foreign.create(path, null, PERSISTENT)
  start()
  await eventually(async () => (await site.send(ready)).status === 200, 'ready')
  const { stat } = await get(znode.GET as typeof status, { path })
  rmSync(data, { recursive: true })
  const body = { path, data: base64('lost?'), version: 0, czxid: stat.czxid }
  const reason = /moved, removed or replaced/
  const refused = refusal(site.send(znode.PUT, { method: 'PUT', body }))
  expect(await refused).toMatchObject({
    code: 'history-unavailable',
    detail: expect.stringMatching(reason),
  })
  expect((await foreign.getData(path)).value.stat.version).toBe(0)
  await eventually(async () => (await site.send(ready)).status === 503, 'not ready')
  expect((await get(status)).problem).toMatch(reason)
})
