import { afterAll, beforeAll, expect, test } from 'vitest'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { childOf, ROOT, toPath } from '@/lib/znode/path'
import { openDemoSession } from './demo-session'
import { keepBrokers } from './registrar/brokers'
import { keepInstances } from './registrar/instances'
import { seed } from './seed'
import { deepPath, ODD_NAMES } from './tree/odd-names'

let server: ZooKeeperServer
let session: ZooKeeperSession
let count: number

beforeAll(async () => {
  server = await startZooKeeper()
  count = await seed(server.connectString)
  session = await openDemoSession(server.connectString)
})
afterAll(async () => {
  await session.close()
  await server.stop()
})

const namesIn = async (path: string) => (await session.getChildren(toPath(path))).value.names

test('the tree holds what the demo promises', async () => {
  expect(count).toBeGreaterThan(10_300)
  expect(await namesIn('/sessions')).toHaveLength(10_000)
  expect(new Set(await namesIn('/odd'))).toEqual(new Set(ODD_NAMES))
  expect((await session.exists(toPath(deepPath()))).value).not.toBeNull()
  const { data } = (await session.getData(toPath('/config/formats/null'))).value
  expect(data).toBeNull()
  expect((await session.getData(toPath('/config/formats/empty'))).value.data).toHaveLength(0)
})

test('guarded znodes refuse who has no credential', async () => {
  const payment = toPath('/secrets/payment-gateway')
  await expect(session.getData(payment)).rejects.toMatchObject({ code: 'no-auth' })
  const locked = toPath('/config/locked')
  await expect(session.setData(locked, null, -1)).rejects.toMatchObject({ code: 'no-auth' })
})

test('seeding again keeps what people changed', async () => {
  const path = toPath('/config/limits/max-upload-bytes')
  await session.setData(path, Buffer.from('mine'), 0)
  expect(await seed(server.connectString)).toBe(count)
  expect(String((await session.getData(path)).value.data)).toBe('mine')
})

test('a chroot is created and keeps the rest of the ensemble untouched', async () => {
  const before = await namesIn('/')
  await seed(`${server.connectString}/team/demo`)
  expect(await namesIn('/')).toEqual(expect.arrayContaining([...before, 'team']))
  expect(await namesIn('/team/demo')).toContain('config')
})

test('the registrar keeps thirty instances and three brokers, and takes them along', async () => {
  const open = () => openDemoSession(server.connectString)
  const kept = [await keepInstances(open), await keepBrokers(open)]
  const instances = async () => {
    const services = toPath('/services')
    const lists = await Promise.all(
      (await namesIn(services)).map((name) => namesIn(childOf(services, name))),
    )
    return lists.flat().length
  }
  expect(await instances()).toBe(30)
  expect(await namesIn('/brokers/ids')).toHaveLength(3)
  expect((await session.getEphemerals(ROOT)).value).toHaveLength(0)
  await Promise.all(kept.map(({ close }) => close()))
  expect(await instances()).toBe(0)
  expect((await session.exists(toPath('/controller'))).value).toBeNull()
})
