import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type FaultProxy, startProxy } from '@/e2e/zookeeper/proxy'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import {
  closeAll,
  connected,
  EPHEMERAL,
  eventually,
  freshPath,
  open,
  PERSISTENT,
  until,
} from '@/lib/server/testing/sessions'
import { systemWorld } from '@/lib/server/zookeeper/client/system-environment'
import { childOf, ROOT } from '@/lib/znode/path'

let server: ZooKeeperServer
let proxy: FaultProxy

beforeAll(async () => {
  server = await startZooKeeper()
})
beforeEach(async () => {
  proxy = await startProxy(server.port)
})
afterEach(async () => {
  server.resume()
  await closeAll()
  await proxy.close()
})
afterAll(() => server.stop())

test('a cut in the middle of a reply fails that read alone, and the session goes on', async () => {
  const session = await connected(proxy.port)
  const path = freshPath()
  await session.create(path, Buffer.alloc(500_000), EPHEMERAL)
  const { sessionId } = session.health
  const cut = proxy.cutAfter(100_000)
  await expect(session.getData(path)).rejects.toMatchObject({ code: 'connection-lost' })
  await cut
  await until(session, 'connected')
  expect((await session.getData(path)).value.data).toHaveLength(500_000)
  expect(session.health).toMatchObject({ sessionId, incarnation: 1, reason: null })
})

test('a paused server is noticed within two thirds of the session timeout', async () => {
  const session = await connected(server.port, { sessionTimeout: 1500 })
  const lost = session.getData(ROOT)
  await lost
  const start = performance.now()
  server.pause()
  const write = session.setData(ROOT, null, -1)
  const read = session.getData(ROOT)
  await expect(read).rejects.toMatchObject({ code: 'connection-lost' })
  await expect(write).rejects.toMatchObject({ code: 'outcome-unknown' })
  expect(performance.now() - start).toBeLessThan(1500)
  expect(session.status).toBe('suspended')
  expect(session.health.reason).toBe('The server answers nothing')
  server.resume()
  await until(session, 'connected')
})

test('a peer that accepts and stays silent is left for the next server', async () => {
  proxy.silence()
  const world = { ...systemWorld, random: () => 0 }
  const session = open([proxy.port, server.port], { connectTimeout: 200, world })
  expect((await session.exists(ROOT)).value).not.toBeNull()
  expect(session.health.server).toBe(`127.0.0.1:${server.port}`)
})

test('a read with no server in reach fails at its deadline, and says why in health', async () => {
  await proxy.refuse()
  const session = open(proxy.port, { operationTimeout: 300 })
  await expect(session.exists(ROOT)).rejects.toMatchObject({ code: 'deadline' })
  expect(session.status).toBe('connecting')
  expect(session.health.reason).toContain('ECONNREFUSED')
  await proxy.accept()
  await until(session, 'connected')
})

test('a read asked for while disconnected is answered after the reconnect', async () => {
  const session = await connected(proxy.port)
  await proxy.refuse()
  await until(session, 'suspended')
  const read = session.exists(ROOT)
  await proxy.accept()
  expect((await read).value).not.toBeNull()
})

test('a write while disconnected is refused at once and never lands (I5)', async () => {
  const session = await connected(proxy.port)
  await proxy.refuse()
  await until(session, 'suspended')
  const path = freshPath()
  await expect(session.create(path, null, PERSISTENT)).rejects.toMatchObject({ code: 'not-live' })
  await proxy.accept()
  await until(session, 'connected')
  await session.sync(ROOT)
  expect((await session.exists(path)).value).toBeNull()
})

test('writes behind the window that were never sent fail as lost, and never land (I5)', async () => {
  const session = await connected(proxy.port)
  const parent = freshPath()
  await session.create(parent, null, PERSISTENT)
  proxy.silence()
  const paths = Array.from({ length: 1200 }, (_, index) => childOf(parent, `n${index}`))
  const writes = Promise.allSettled(paths.map((path) => session.create(path, null, PERSISTENT)))
  await eventually(() => session.status === 'connected')
  proxy.cut()
  proxy.unsilence()
  const codes = (await writes).map((end) => (end.status === 'rejected' ? end.reason.code : 'done'))
  const sent = codes.indexOf('connection-lost')
  expect(sent).toBeGreaterThan(500)
  expect(sent).toBeLessThanOrEqual(1000)
  expect(codes.slice(0, sent)).toEqual(Array(sent).fill('outcome-unknown'))
  expect(codes.slice(sent)).toEqual(Array(1200 - sent).fill('connection-lost'))
  await until(session, 'connected')
  expect((await session.getChildren(parent)).value.names).toEqual([])
})

test('a write that passes its deadline unanswered is unknown', async () => {
  const session = await connected(proxy.port, { operationTimeout: 300 })
  proxy.silence()
  const write = session.setData(ROOT, null, -1)
  const read = session.getData(ROOT)
  await expect(write).rejects.toMatchObject({ code: 'outcome-unknown' })
  await expect(read).rejects.toMatchObject({ code: 'deadline' })
})

test('answers that come after their deadline do not disturb the others', async () => {
  const session = await connected(proxy.port, { operationTimeout: 300 })
  proxy.delay(250)
  await expect(session.getData(ROOT)).rejects.toMatchObject({ code: 'deadline' })
  proxy.delay(0)
  await eventually(() =>
    session.getAllChildrenNumber(ROOT).then(
      () => true,
      () => false,
    ),
  )
  expect((await session.getChildren(ROOT)).value.names).toContain('zookeeper')
})

test('a storm of watch events does not cost the session', async () => {
  const session = await connected(server.port, { sessionTimeout: 600 })
  const other = await connected(server.port)
  const path = freshPath()
  await other.create(path, null, PERSISTENT)
  let heard = 0
  session.onNotification(() => heard++)
  await session.addWatch(path, 'persistent-recursive')
  const { sessionId } = session.health
  const end = performance.now() + 1500
  while (performance.now() < end) await other.setData(path, null, -1)
  expect(heard).toBeGreaterThan(100)
  expect(session.health).toMatchObject({ sessionId, incarnation: 1 })
})

test('watches live on through a cut, a crash and an expiry', async () => {
  const session = await connected(proxy.port, { sessionTimeout: 800 })
  const other = await connected(server.port)
  const statuses: string[] = []
  session.onStatus((status) => statuses.push(status))
  const path = freshPath()
  await session.addWatch(path, 'persistent')
  await session.addWatch(ROOT, 'persistent-recursive')
  const heard = new Set<string>()
  session.onNotification((notification) => heard.add(`${notification.type} ${notification.path}`))
  const tells = async () => {
    await session.sync(ROOT)
    heard.clear()
    await other.create(path, null, PERSISTENT)
    await other.create(childOf(path, 'x'), null, PERSISTENT)
    await session.sync(ROOT)
    const told = [`children ${path}`, `created ${path}`, `created ${path}/x`]
    expect([...heard].sort()).toEqual(told)
    await other.delete(childOf(path, 'x'), -1)
    await other.delete(path, -1)
  }
  proxy.cut()
  await eventually(() => statuses.join() === 'suspended,connected')
  await tells()
  await server.restart()
  await until(session, 'connected')
  await until(other, 'connected')
  await tells()
  const mortal = freshPath()
  await session.create(mortal, null, EPHEMERAL)
  const { sessionId, lastZxid, incarnation } = session.health
  await proxy.refuse()
  await eventually(async () => (await other.exists(mortal)).value === null)
  await proxy.accept()
  await until(session, 'connected')
  expect(session.health.incarnation).toBe(incarnation + 1)
  expect(session.health.sessionId).not.toBe(sessionId)
  expect(BigInt(session.health.lastZxid)).toBeGreaterThanOrEqual(BigInt(lastZxid))
  await tells()
})

test('closing ends the session on the server and fails what comes later', async () => {
  const session = await connected(server.port)
  const other = await connected(server.port)
  const path = freshPath()
  await session.create(path, null, EPHEMERAL)
  const last = session.exists(path)
  await session.close()
  expect((await last).value).not.toBeNull()
  expect((await other.exists(path)).value).toBeNull()
  expect(session.status).toBe('closed')
  await expect(session.exists(path)).rejects.toMatchObject({ code: 'not-live' })
  await session.close()
})

test('closing takes at most 1.5 s from a server that hangs', async () => {
  const session = await connected(proxy.port)
  proxy.silence()
  const start = performance.now()
  await session.close()
  expect(performance.now() - start).toBeLessThan(1700)
})
