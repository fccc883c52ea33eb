import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startProxy } from '@/e2e/zookeeper/proxy'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import {
  closeAll,
  connected,
  EPHEMERAL,
  freshPath,
  open,
  optionsFor,
  PERSISTENT,
  until,
} from '@/lib/server/testing/sessions'
import { SessionManager } from '@/lib/server/zookeeper/client/connection-manager'
import { systemWorld } from '@/lib/server/zookeeper/client/system-environment'
import { Session } from '@/lib/server/zookeeper/client/zookeeper-client'
import { Xids } from '@/lib/server/zookeeper/protocol/xids'
import { ROOT } from '@/lib/znode/path'

let server: ZooKeeperServer

beforeAll(async () => {
  server = await startZooKeeper()
})
afterEach(closeAll)
afterAll(() => server.stop())

test('after the ensemble was wiped a new session begins, watches and all', async () => {
  const session = await connected(server.port, { sessionTimeout: 30_000 })
  const path = freshPath()
  await session.addWatch(path, 'persistent')
  for (let count = 0; count < 20; count++) await session.setData(ROOT, null, -1)
  const { lastZxid } = session.health
  await server.wipe()
  await until(session, 'suspended')
  await until(session, 'connected')
  expect(session.health.incarnation).toBe(2)
  expect(BigInt(session.health.lastZxid)).toBeLessThan(BigInt(lastZxid))
  const heard: string[] = []
  session.onNotification(({ type }) => heard.push(type))
  await session.create(path, null, EPHEMERAL)
  expect(heard).toEqual(['created'])
})

test('request ids wrap, and operations go on', async () => {
  const options = { ...optionsFor(server.port), world: systemWorld }
  const manager = new SessionManager('127.0.0.1:1', options, () => undefined, new Xids(2 ** 31 - 5))
  const session = new Session(manager, ROOT)
  manager.connect()
  const replies = await Promise.all(Array.from({ length: 20 }, () => session.exists(ROOT)))
  expect(replies.every(({ value }) => value !== null)).toBe(true)
  expect(session.health.incarnation).toBe(1)
  await session.close()
})

test('credentials go ahead of requests that were asked for before the connection stood', async () => {
  const auth = [{ scheme: 'digest', credential: 'keeper:secret' }]
  const owner = await connected(server.port, { auth })
  const path = freshPath()
  const acl = [{ scheme: 'auth', id: '', permissions: ['read'] as const }]
  await owner.create(path, Buffer.from('hidden'), { mode: 'persistent', acl })
  const session = open(server.port, { auth })
  expect(String((await session.getData(path)).value.data)).toBe('hidden')
  const stranger = await connected(server.port)
  await expect(stranger.getData(path)).rejects.toMatchObject({ code: 'no-auth', path })
})

test('an unknown credential scheme is final, and every operation says so', async () => {
  const session = open(server.port, { auth: [{ scheme: 'nonsense', credential: 'x' }] })
  await expect(session.exists(ROOT)).rejects.toMatchObject({ code: 'auth-failed' })
  expect(session.status).toBe('auth-failed')
  await expect(session.exists(ROOT)).rejects.toMatchObject({ code: 'auth-failed' })
})

async function unusedPort(): Promise<number> {
  const proxy = await startProxy(1)
  await proxy.close()
  return proxy.port
}

test('a server without quorum is used for reads when that is wanted, and refuses writes, until another has one', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vivarium-read-only-'))
  writeFileSync(join(dataDir, 'myid'), '1\n')
  const config: Record<string, string | number | boolean> = {
    initLimit: 5,
    syncLimit: 5,
    localSessionsEnabled: true,
  }
  for (const id of [1, 2, 3]) {
    config[`server.${id}`] = `127.0.0.1:${await unusedPort()}:${await unusedPort()}`
  }
  const javaOptions = ['-Dreadonlymode.enabled=true']
  const lonely = await startZooKeeper({ dataDir, config, javaOptions })
  const reader = open(lonely.port, { allowReadOnly: true })
  await until(reader, 'connected-read-only')
  expect((await reader.exists(ROOT)).value).not.toBeNull()
  const write = reader.create(freshPath(), null, PERSISTENT)
  await expect(write).rejects.toMatchObject({ code: 'not-live' })
  const writer = open(lonely.port, { operationTimeout: 500 })
  await expect(writer.exists(ROOT)).rejects.toMatchObject({ code: 'deadline' })
  const world = { ...systemWorld, random: () => 0 }
  const mover = open([lonely.port, server.port], { allowReadOnly: true, world })
  await until(mover, 'connected-read-only')
  await until(mover, 'connected')
  expect(mover.health.server).toBe(`127.0.0.1:${server.port}`)
  await closeAll()
  await lonely.stop()
  rmSync(dataDir, { recursive: true })
})
