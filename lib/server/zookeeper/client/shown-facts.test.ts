import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import { closeAll, connected, freshPath, PERSISTENT } from '@/lib/server/testing/sessions'
import type { ShownFact } from '@/lib/server/zookeeper/session'
import { OPEN_ACL } from '@/lib/znode/acl'
import { childOf } from '@/lib/znode/path'

let server: ZooKeeperServer

beforeAll(async () => {
  server = await startZooKeeper()
})
afterEach(closeAll)
afterAll(() => server.stop())

test('every answer that shows a znode is told, also of those who share a session, and before it is taken', async () => {
  const session = await connected(server.port)
  const told: ShownFact[] = []
  session.onFact((fact) => told.push(fact))
  const path = freshPath()
  const shared = session.shareOf('somebody')
  const { value: made } = await session.create(path, null, PERSISTENT)
  const after = [
    await session.setData(path, Buffer.from('a'), 0),
    await session.setAcl(path, OPEN_ACL, 0),
    await shared.exists(path),
  ]
  const list = await shared.getChildren(path)
  const [read, acl] = [await shared.getData(path), await shared.getAcl(path)]
  await session.delete(path, 1)
  expect(told.map(({ path: of, stat }) => [of, stat])).toEqual([
    [path, made.stat],
    ...after.map(({ value }) => [path, value]),
    ...[list, read, acl].map(({ value }) => [path, value.stat]),
    [path, null],
  ])
  expect(told.at(-1)?.zxid).toBe(session.health.lastZxid)
})

test('a znode that a read did not find is told to be absent, and one that a write did not is not', async () => {
  const session = await connected(server.port)
  const told: ShownFact[] = []
  session.onFact((fact) => told.push(fact))
  const path = freshPath()
  const reads = [session.getData(path), session.getChildren(path), session.getAcl(path)]
  await Promise.allSettled([...reads, session.setData(path, null, 0), session.delete(path, 0)])
  const zxid = told[0]?.zxid
  expect(told).toEqual(reads.map(() => ({ path, stat: null, zxid })))
})

test('a transaction that changes a znode several times shows what it left', async () => {
  const session = await connected(server.port)
  const [path, other] = [freshPath(), freshPath()]
  for (const each of [path, other]) await session.create(each, null, PERSISTENT)
  const told: ShownFact[] = []
  session.onFact((fact) => told.push(fact))
  const { value, zxid } = await session.multi([
    { op: 'check', path, version: 0 },
    { op: 'delete', path, version: 0 },
    { op: 'create', path, data: null, ...PERSISTENT },
    { op: 'set', path: other, data: Buffer.from('a'), version: 0 },
    { op: 'create', path: childOf(other, 'a'), data: null, ...PERSISTENT },
    { op: 'delete', path: childOf(other, 'a'), version: 0 },
  ])
  const [created, set] = [value[2], value[3]]
  expect(told).toEqual([
    { path, stat: created?.op === 'create' && created.stat, zxid },
    { path: other, stat: set?.op === 'set' && set.stat, zxid },
    { path: childOf(other, 'a'), stat: null, zxid },
  ])
})
