import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import { closeAll, connected, freshPath, PERSISTENT } from '@/lib/server/testing/sessions'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { childOf, ROOT } from '@/lib/znode/path'
import { ZnodeError } from '@/lib/znode/znode-error'
import { listChildren, readStats, readZnode } from './reads'

let zookeeper: ZooKeeperServer
let session: ZooKeeperSession

beforeAll(async () => {
  zookeeper = await startZooKeeper()
  session = await connected(zookeeper.port)
})

afterAll(async () => {
  await closeAll()
  await zookeeper.stop()
})

afterEach(() => {
  vi.restoreAllMocks()
})

const FUTURE = '0x7fffffffffffffff'

describe('a read', () => {
  test('that names no floor takes the first answer', async () => {
    const sync = vi.spyOn(session, 'sync')
    await readZnode(session, { path: ROOT })
    expect(sync).not.toHaveBeenCalled()
  })

  test('takes the first answer when that is as new as its floor', async () => {
    const { zxid } = await readZnode(session, { path: ROOT })
    const sync = vi.spyOn(session, 'sync')
    await readZnode(session, { path: ROOT, floor: zxid })
    expect(sync).not.toHaveBeenCalled()
  })

  test('of a server that lags behind its floor is asked again, behind a sync', async () => {
    const sync = vi.spyOn(session, 'sync')
    const getData = vi.spyOn(session, 'getData')
    await readZnode(session, { path: ROOT, floor: FUTURE })
    expect(sync).toHaveBeenCalledOnce()
    expect(getData).toHaveBeenCalledTimes(2)
  })

  test('of a znode that a lagging server does not know yet is asked again', async () => {
    const path = freshPath()
    const { zxid } = await session.create(path, null, PERSISTENT)
    vi.spyOn(session, 'getData').mockRejectedValueOnce(new ZnodeError('no-node', path))
    expect((await readZnode(session, { path, floor: zxid })).value.data).toBeNull()
  })

  test('that has to be fresh goes behind a sync at once', async () => {
    const sync = vi.spyOn(session, 'sync')
    const getData = vi.spyOn(session, 'getData')
    await readZnode(session, { path: ROOT, fresh: true })
    expect(sync).toHaveBeenCalledOnce()
    expect(getData).toHaveBeenCalledOnce()
  })

  test('of a missing znode fails, whatever it asks for', async () => {
    const path = freshPath()
    for (const how of [{}, { fresh: true }, { floor: FUTURE } as const])
      await expect(readZnode(session, { path, ...how })).rejects.toMatchObject({ code: 'no-node' })
  })
})

describe('a list of children', () => {
  test('is asked for once, however many want it at the same time', async () => {
    const getChildren = vi.spyOn(session, 'getChildren')
    const lists = await Promise.all([1, 2, 3].map(() => listChildren(session, { path: ROOT })))
    expect(getChildren).toHaveBeenCalledOnce()
    expect(new Set(lists).size).toBe(1)
    await listChildren(session, { path: ROOT })
    expect(getChildren).toHaveBeenCalledTimes(2)
  })

  test('that has to be fresh never joins an older request', async () => {
    const getChildren = vi.spyOn(session, 'getChildren')
    const reading = { path: ROOT, fresh: true }
    await Promise.all([listChildren(session, { path: ROOT }), listChildren(session, reading)])
    expect(getChildren).toHaveBeenCalledTimes(2)
  })

  test('fails for everybody who shares it, and is asked for again afterwards', async () => {
    const path = freshPath()
    const both = [listChildren(session, { path }), listChildren(session, { path })]
    const outcomes = await Promise.allSettled(both)
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await session.create(path, null, PERSISTENT)
    expect((await listChildren(session, { path })).value.names).toEqual([])
  })
})

test('a thousand stats are asked for in windows and answered in order', async () => {
  const parent = freshPath()
  await session.create(parent, null, PERSISTENT)
  const paths = Array.from({ length: 1_000 }, () => freshPath())
  paths[500] = parent
  let waiting = 0
  let most = 0
  const { exists } = session
  vi.spyOn(session, 'exists').mockImplementation(async (path) => {
    waiting += 1
    most = Math.max(most, waiting)
    return await exists.call(session, path).finally(() => {
      waiting -= 1
    })
  })
  const stats = await readStats(session, paths)
  expect(stats.map(({ path }) => path)).toEqual(paths)
  expect(stats.filter(({ stat }) => stat !== null).map(({ path }) => path)).toEqual([parent])
  expect(most).toBeLessThanOrEqual(250)
})

test('a list that was larger than the limit is not asked for again at once, fresh or not', async () => {
  const narrow = await connected(zookeeper.port, { maxFrameBytes: 20_000 })
  const path = freshPath()
  await session.create(path, null, PERSISTENT)
  for (const letter of 'abc')
    await session.create(childOf(path, letter.repeat(9_000)), null, PERSISTENT)
  const getChildren = vi.spyOn(narrow, 'getChildren')
  for (const fresh of [false, true, false])
    await expect(listChildren(narrow, { path, fresh })).rejects.toMatchObject({
      code: 'too-large',
    })
  expect(getChildren).toHaveBeenCalledOnce()
  expect(
    (await listChildren(narrow, { path: childOf(path, 'a'.repeat(9_000)) })).value.names,
  ).toEqual([])
})
