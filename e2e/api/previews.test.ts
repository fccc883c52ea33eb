import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { POST as previewRoute } from '@/app/api/clusters/[cluster]/previews/route'
import { POST as createRoute } from '@/app/api/clusters/[cluster]/znode/route'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import { previewValues } from '@/lib/api/znode'
import { readPreviews } from '@/lib/server/cluster/read/previews'
import { closeAll, connected, freshPath, PERSISTENT } from '@/lib/server/testing/sessions'
import { base64, refusal, startSite, type TestSite } from '@/lib/server/testing/site'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'
import { readableStat } from '@/lib/znode/stat'

let zookeeper: ZooKeeperServer
let site: TestSite
let session: ZooKeeperSession

beforeAll(async () => {
  zookeeper = await startZooKeeper()
  site = startSite({ VIVARIUM_CONNECT: zookeeper.connectString })
  session = await connected(zookeeper.port)
})

afterAll(async () => {
  await closeAll()
  await site.close()
  await zookeeper.stop()
})

const STRANGER = {
  scheme: 'digest',
  id: 'stranger:VtiBJkaKgf6tJ9NGLVPFNtQ3yQk=',
  permissions: ['read'],
}

async function create(path: string, data: string | null, acl?: object[]): Promise<string> {
  const body = { path, data: data === null ? null : base64(data), ...(acl ? { acl } : {}) }
  expect((await site.send(createRoute, { method: 'POST', body })).status).toBe(201)
  return path
}

const ask = (body: unknown) => site.send(previewRoute, { method: 'POST', body })

async function previews(paths: readonly string[]) {
  const response = await ask({ paths })
  expect(response.status).toBe(200)
  return previewValues.answer.parse(await response.json()).previews
}

describe('how values begin', () => {
  test('is told in the order asked for, at most 4,096 bytes each, null and empty apart', async () => {
    const long = await create('/long', 'x'.repeat(10_000))
    const none = await create('/none', null)
    const empty = await create('/empty', '')
    const found = await previews([none, long, empty])
    expect(found.map(({ path, data }) => [path, data])).toEqual([
      [none, null],
      [long, base64('x'.repeat(4_096))],
      [empty, ''],
    ])
    expect(found[1]?.stat?.dataLength).toBe(10_000)
  })

  test('a znode that is hidden or not there spoils no other', async () => {
    const hidden = await create('/hidden', 'secret', [STRANGER])
    const shown = await create('/shown', 'shown')
    const found = await previews([hidden, '/nowhere', shown])
    expect(found.map(({ status, data }) => [status, data])).toEqual([
      ['denied', null],
      ['missing', null],
      ['read', base64('shown')],
    ])
  })

  test('four megabytes of values are read for one request; the others are asked for again', async () => {
    const paths = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `/heavy-${name}`)
    for (const path of paths) await create(path, 'y'.repeat(999_000))
    const light = await create('/light', 'z')
    const found = await previews([...paths, light])
    expect(found.map(({ status }) => status)).toEqual([
      ...Array(4).fill('read'),
      'later',
      'later',
      'read',
    ])
    expect((await previews(paths.slice(4))).map(({ status }) => status)).toEqual(['read', 'read'])
  })

  test('nothing more is read once nobody waits', async () => {
    const paths: ZnodePath[] = Array.from({ length: 12 }, () => freshPath())
    for (const path of paths) await session.create(path, Buffer.from('v'), PERSISTENT)
    const over = new AbortController()
    const { getData } = session
    const reads = vi.spyOn(session, 'getData').mockImplementation((path) => {
      over.abort()
      return getData.call(session, path)
    })
    const found = await readPreviews(session, paths, over.signal)
    expect(reads).toHaveBeenCalledTimes(6)
    reads.mockRestore()
    expect(found.map(({ status }) => status).slice(6)).toEqual(Array(6).fill('later'))
  })
})

describe('a server whose stats lie about lengths', () => {
  const LENGTH = 999_000
  const paths: ZnodePath[] = Array.from({ length: 12 }, () => freshPath())

  beforeAll(async () => {
    for (const path of paths) await session.create(path, Buffer.alloc(LENGTH, 'y'), PERSISTENT)
  })

  /** Previews of `paths` where the stats say `lengthOf` each. */
  async function previewsWith(lengthOf: (path: ZnodePath) => number) {
    const { exists } = session
    const stats = vi.spyOn(session, 'exists').mockImplementation(async (path) => {
      const reply = await exists.call(session, path)
      const stat = readableStat(reply.value)
      return { ...reply, value: stat && { ...stat, dataLength: lengthOf(path) } }
    })
    const found = await readPreviews(session, paths, new AbortController().signal)
    stats.mockRestore()
    return found
  }

  test.each([0, -1, -2_147_483_648])(
    'and say %i everywhere gets no more read once four megabytes came',
    async (length) => {
      const found = await previewsWith(() => length)
      const statuses = [...Array(6).fill('read'), ...Array(6).fill('later')]
      expect(found.map(({ status }) => status)).toEqual(statuses)
    },
  )

  test('and say less than nothing once leaves no room for more of the others', async () => {
    const found = await previewsWith((path) => (path === paths[0] ? -100_000_000 : LENGTH))
    const statuses = [...Array(5).fill('read'), ...Array(7).fill('later')]
    expect(found.map(({ status }) => status)).toEqual(statuses)
  })

  test('keeps no value in memory beyond how it begins', async () => {
    for (const { data } of await previewsWith(() => LENGTH))
      expect(data?.buffer.byteLength ?? 0).toBeLessThan(LENGTH / 10)
  })
})

describe('bad input', () => {
  test.each([
    ['no paths', {}, 'invalid-request'],
    ['one path that is no list', { paths: '/a' }, 'invalid-request'],
    ['a number', { paths: [7] }, 'invalid-request'],
    ['null', { paths: [null] }, 'invalid-request'],
    ['an unknown field', { paths: ['/a'], depth: 2 }, 'invalid-request'],
    ['31 paths', { paths: Array(31).fill('/a') }, 'invalid-request'],
    ['a path without a slash', { paths: ['a'] }, 'invalid-path'],
    ['a path that climbs', { paths: ['/a/../b'] }, 'invalid-path'],
    ['a path of 70,000 characters', { paths: [`/${'x'.repeat(70_000)}`] }, 'invalid-request'],
    ['a text', 'paths', 'invalid-request'],
  ])('%s is refused', async (_, body, code) => {
    expect(await refusal(ask(body))).toMatchObject({ status: 400, code })
  })

  test('nothing asked for is nothing answered', async () => expect(await previews([])).toEqual([]))
})
