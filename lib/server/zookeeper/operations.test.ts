import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import {
  closeAll,
  connected,
  EPHEMERAL,
  freshPath,
  PERSISTENT,
} from '@/lib/server/testing/sessions'
import { OPEN_ACL } from '@/lib/znode/acl'
import { childOf, ROOT } from '@/lib/znode/path'

let server: ZooKeeperServer

beforeAll(async () => {
  server = await startZooKeeper({ config: { extendedTypesEnabled: true } })
})
afterEach(closeAll)
afterAll(() => server.stop())

test('bytes come back as they went in, and null differs from empty', async () => {
  const session = await connected(server.port)
  const path = freshPath()
  const every = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
  await session.create(path, null, PERSISTENT)
  for (const data of [every, Buffer.alloc(0), null]) {
    await session.setData(path, data, -1)
    expect((await session.getData(path)).value.data).toEqual(data)
  }
  const large = Buffer.alloc(1_000_000, 7)
  await session.setData(path, large, -1)
  expect((await session.getData(path)).value.data?.equals(large)).toBe(true)
})

test('create answers path and stat, and a stat carries every field', async () => {
  const session = await connected(server.port)
  const path = freshPath()
  const created = await session.create(path, Buffer.from('abc'), PERSISTENT)
  const { zxid } = created
  const stat = created.value.stat
  expect(created.value.path).toBe(path)
  expect(stat).toMatchObject({ czxid: zxid, mzxid: zxid, pzxid: zxid, version: 0, dataLength: 3 })
  expect(Math.abs(stat.ctime - Date.now())).toBeLessThan(60_000)
  expect((await session.exists(path)).value).toEqual(stat)
})

test('exists of a missing znode is null; the other reads say no-node', async () => {
  const session = await connected(server.port)
  const path = freshPath()
  expect((await session.exists(path)).value).toBeNull()
  const missing = { code: 'no-node', path, keeperCode: -101 }
  await expect(session.getData(path)).rejects.toMatchObject(missing)
  await expect(session.getChildren(path)).rejects.toMatchObject(missing)
  await expect(session.getAcl(path)).rejects.toMatchObject(missing)
})

test('every mode creates what it says', async () => {
  const session = await connected(server.port)
  const parent = freshPath()
  await session.create(parent, null, PERSISTENT)
  const make = async (mode: 'container' | 'ephemeral' | 'persistent-sequential', name: string) =>
    (await session.create(childOf(parent, name), null, { mode, acl: OPEN_ACL })).value
  expect((await make('ephemeral', 'e')).stat.ephemeralOwner).toBe(session.health.sessionId)
  expect((await make('container', 'c')).path).toBe(`${parent}/c`)
  expect((await make('persistent-sequential', 's-')).path).toMatch(/\/s-\d{10}$/)
  const ttl = { acl: OPEN_ACL, ttl: 60_000 }
  const timed = { mode: 'persistent-ttl', ...ttl } as const
  expect((await session.create(childOf(parent, 't'), null, timed)).value.path).toBe(`${parent}/t`)
  const sequential = { mode: 'persistent-sequential-ttl', ...ttl } as const
  const numbered = await session.create(childOf(parent, 'ts-'), null, sequential)
  expect(numbered.value.path).toMatch(/\/ts-\d{10}$/)
})

test('setData, delete and setAcl refuse a version that is not the current one, 0 included', async () => {
  const session = await connected(server.port)
  const path = freshPath()
  await session.create(path, null, PERSISTENT)
  expect((await session.setData(path, null, 0)).value.version).toBe(1)
  const refused = { code: 'bad-version', keeperCode: -103 }
  await expect(session.setData(path, null, 0)).rejects.toMatchObject(refused)
  await expect(session.delete(path, 0)).rejects.toMatchObject(refused)
  expect((await session.setAcl(path, OPEN_ACL, 0)).value.aversion).toBe(1)
  await expect(session.setAcl(path, OPEN_ACL, 0)).rejects.toMatchObject(refused)
  await session.delete(path, 1)
  expect((await session.exists(path)).value).toBeNull()
})

test('the refusals of create and delete have names', async () => {
  const session = await connected(server.port)
  const path = freshPath()
  await session.create(path, null, PERSISTENT)
  await expect(session.create(path, null, PERSISTENT)).rejects.toMatchObject({
    code: 'node-exists',
  })
  const leaf = childOf(path, 'e')
  await session.create(leaf, null, EPHEMERAL)
  const below = childOf(leaf, 'x')
  await expect(session.delete(path, -1)).rejects.toMatchObject({ code: 'not-empty' })
  await expect(session.create(below, null, PERSISTENT)).rejects.toMatchObject({
    code: 'no-children-for-ephemerals',
  })
  await expect(session.setAcl(path, [], -1)).rejects.toMatchObject({ code: 'invalid-acl' })
})

test('an ACL entry without permissions is read like any other', async () => {
  const session = await connected(server.port)
  const path = freshPath()
  const acl = [{ scheme: 'ip', id: '10.0.0.1', permissions: [] }, ...OPEN_ACL]
  await session.create(path, null, { mode: 'persistent', acl })
  expect((await session.getAcl(path)).value.acl).toEqual(acl)
})

test('multi applies all steps and answers each', async () => {
  const session = await connected(server.port)
  const [a, b] = [freshPath(), freshPath()]
  await session.create(b, null, PERSISTENT)
  const { value } = await session.multi([
    { op: 'check', path: b, version: 0 },
    { op: 'create', path: a, data: Buffer.from('a'), ...PERSISTENT },
    { op: 'set', path: b, data: Buffer.from('b'), version: 0 },
    { op: 'delete', path: a, version: 0 },
  ])
  expect(value.map((result) => result.op)).toEqual(['check', 'create', 'set', 'delete'])
  expect(value[1]).toMatchObject({ path: a })
  expect(value[2]).toMatchObject({ stat: { version: 1 } })
})

test('multi checks version 0, changes nothing when refused, and names the step', async () => {
  const session = await connected(server.port)
  const path = freshPath()
  await session.create(path, null, PERSISTENT)
  await session.setData(path, null, 0)
  for (const step of [
    { op: 'check', path, version: 0 } as const,
    { op: 'set', path, data: null, version: 0 } as const,
    { op: 'delete', path, version: 0 } as const,
  ]) {
    const bystander = freshPath()
    const create = { op: 'create', path: bystander, data: null, ...PERSISTENT } as const
    const refusal = session.multi([create, step, { op: 'check', path: ROOT, version: -1 }])
    await expect(refusal).rejects.toMatchObject({ code: 'bad-version', path, keeperCode: -103 })
    await expect(refusal).rejects.toThrow('Step 2 of 3')
    expect((await session.exists(bystander)).value).toBeNull()
  }
})

test('sync, whoAmI, getEphemerals and getAllChildrenNumber answer', async () => {
  const session = await connected(server.port, { auth: [{ scheme: 'digest', credential: 'a:b' }] })
  const path = freshPath()
  await session.create(path, null, PERSISTENT)
  const child = childOf(path, 'e')
  const { zxid } = await session.create(child, null, EPHEMERAL)
  expect(await session.sync(path)).toEqual({ value: path, zxid })
  expect((await session.whoAmI()).value).toContainEqual({ scheme: 'digest', id: 'a' })
  expect((await session.getEphemerals(path)).value).toEqual([child])
  expect((await session.getAllChildrenNumber(path)).value).toBe(1)
})

test('below a chroot every operation speaks the session’s own paths', async () => {
  const outside = await connected(server.port)
  const chroot = freshPath()
  const sibling = `${chroot}x` as typeof chroot
  await outside.create(chroot, null, PERSISTENT)
  await outside.create(sibling, null, EPHEMERAL)
  const session = await connected(server.port, { chroot })
  const heard: unknown[] = []
  session.onNotification((notification) => heard.push(notification))
  await session.addWatch(ROOT, 'persistent-recursive')
  const path = childOf(ROOT, 'a')
  expect((await session.create(path, null, EPHEMERAL)).value.path).toBe('/a')
  expect((await outside.exists(`${chroot}/a` as typeof path)).value).not.toBeNull()
  expect((await session.getChildren(ROOT)).value.names).toEqual(['a'])
  expect((await session.getEphemerals(ROOT)).value).toEqual(['/a'])
  expect((await session.sync(path)).value).toBe('/a')
  await session.multi([{ op: 'delete', path, version: 0 }])
  await outside.setData(chroot, null, -1)
  await session.sync(ROOT)
  expect(heard).toEqual([
    { type: 'created', path: '/a' },
    { type: 'deleted', path: '/a' },
    { type: 'changed', path: '/' },
  ])
})

test('both kinds of persistent watch keep telling, and stop when removed', async () => {
  const session = await connected(server.port)
  const other = await connected(server.port)
  const heard: string[] = []
  session.onNotification(({ type, path }) => heard.push(`${type} ${path}`))
  const [plain, recursive] = [freshPath(), freshPath()]
  await session.addWatch(plain, 'persistent')
  await session.addWatch(recursive, 'persistent-recursive')
  for (const path of [plain, recursive]) {
    await other.create(path, null, PERSISTENT)
    await other.setData(path, null, 0)
    await other.create(childOf(path, 'c'), null, EPHEMERAL)
  }
  await session.sync(ROOT)
  expect(heard).toEqual([
    `created ${plain}`,
    `changed ${plain}`,
    `children ${plain}`,
    `created ${recursive}`,
    `changed ${recursive}`,
    `created ${recursive}/c`,
  ])
  await session.removeWatches(plain)
  await session.removeWatches(recursive)
  await session.removeWatches(recursive)
  await other.setData(plain, null, -1)
  await other.setData(recursive, null, -1)
  await session.sync(ROOT)
  expect(heard).toHaveLength(6)
})
