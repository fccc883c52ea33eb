import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import { closeAll, connected, freshPath, PERSISTENT, statAt } from '@/lib/server/testing/sessions'
import { childOf, toPath } from '@/lib/znode/path'

let server: ZooKeeperServer

beforeAll(async () => {
  server = await startZooKeeper({ config: { enforceQuota: true } })
})
afterEach(closeAll)
afterAll(() => server.stop())

test('a quota refusal has a name and harms nobody', async () => {
  const session = await connected(server.port)
  const path = freshPath()
  await session.create(path, null, PERSISTENT)
  const quota = toPath(`/zookeeper/quota${path}`)
  await session.create(quota, null, PERSISTENT)
  const limits = Buffer.from('count=-1,bytes=-1=;byteHardLimit=4;countHardLimit=-1')
  await session.create(childOf(quota, 'zookeeper_limits'), limits, PERSISTENT)
  await session.create(
    childOf(quota, 'zookeeper_stats'),
    Buffer.from('count=1,bytes=0'),
    PERSISTENT,
  )
  const write = session.setData(path, Buffer.from('too much'), -1)
  const read = session.exists(path)
  await expect(write).rejects.toMatchObject({ code: 'quota-exceeded', keeperCode: -125 })
  expect((await read).value).not.toBeNull()
})

test('what is too large is refused before it is sent, and other operations are unharmed', async () => {
  const session = await connected(server.port)
  const path = freshPath()
  await session.create(path, null, PERSISTENT)
  const { sessionId } = session.health
  const tooMuch = Buffer.alloc(1_000_001)
  const set = (data: Buffer) => ({ op: 'set', path, data, version: -1 }) as const
  const refusals = [
    session.setData(path, tooMuch, -1),
    session.multi([set(tooMuch)]),
    session.multi([set(Buffer.alloc(600_000)), set(Buffer.alloc(600_000))]),
    session.exists(toPath(`/${'x'.repeat(1_100_000)}`)),
  ]
  const reads = Promise.all(Array.from({ length: 40 }, () => session.exists(path)))
  for (const refusal of refusals) {
    await expect(refusal).rejects.toMatchObject({ code: 'too-large' })
  }
  await reads
  expect(session.health).toMatchObject({ sessionId, reason: null })
})

test('a reply above the limit fails its own read alone', async () => {
  const session = await connected(server.port, { maxFrameBytes: 100_000 })
  const path = freshPath()
  await session.create(path, Buffer.alloc(300_000), PERSISTENT)
  const large = session.getData(path)
  const small = statAt(session, path)
  await expect(large).rejects.toMatchObject({ code: 'too-large' })
  expect((await small).dataLength).toBe(300_000)
  expect(session.status).toBe('connected')
})
