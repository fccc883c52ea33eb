import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eachRelease } from '@/e2e/zookeeper/each-release'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import { readStats } from '@/lib/server/cluster/read/reads'
import {
  closeAll,
  connected,
  EPHEMERAL,
  freshPath,
  PERSISTENT,
  statAt,
} from '@/lib/server/testing/sessions'
import { OPEN_ACL } from '@/lib/znode/acl'
import { childOf, ROOT, type ZnodePath } from '@/lib/znode/path'
import type { MultiStep, ZooKeeperSession } from './session'

const EVERY = ['read', 'write', 'create', 'delete', 'admin'] as const
const STRANGER = { scheme: 'digest', id: 'stranger:VtiBJkaKgf6tJ9NGLVPFNtQ3yQk=' }

await eachRelease(({ release, installation }) => {
  const isBefore35 = release === '3.4'
  /** Since 3.7.3, 3.8.4 and 3.9.2 a stat is shown to who may read the znode. */
  const asksForRead = release === '3.9' || release === 'newest'
  let server: ZooKeeperServer
  let session: ZooKeeperSession

  beforeAll(async () => {
    server = await startZooKeeper({ installation })
    session = await connected(server.port)
  })
  afterAll(async () => {
    await closeAll()
    await server.stop()
  })

  describe('a refused transaction names its step, whatever stands behind it', () => {
    /** One step of each kind, all of which would do. */
    const goodSteps = async (parent: ZnodePath): Promise<MultiStep[]> => {
      await session.create(parent, null, PERSISTENT)
      const gone = childOf(parent, 'gone')
      await session.create(gone, null, PERSISTENT)
      return [
        { op: 'create', path: childOf(parent, 'new'), data: Buffer.from('new'), ...PERSISTENT },
        { op: 'set', path: parent, data: Buffer.from('set'), version: 0 },
        { op: 'check', path: ROOT, version: -1 },
        { op: 'delete', path: gone, version: 0 },
        { op: 'create', path: childOf(parent, 'more'), data: null, ...PERSISTENT },
      ]
    }
    const refusals: ReadonlyArray<[code: string, (parent: ZnodePath) => MultiStep]> = [
      ['bad-version', (path) => ({ op: 'set', path, data: null, version: 7 })],
      ['node-exists', (path) => ({ op: 'create', path, data: null, ...PERSISTENT })],
      ['no-node', (path) => ({ op: 'delete', path: childOf(path, 'none'), version: 0 })],
      ['not-empty', (path) => ({ op: 'delete', path, version: 0 })],
      ['bad-version', (path) => ({ op: 'check', path, version: 7 })],
    ]

    test.each([0, 1, 2, 5])('%i steps behind it', async (behind) => {
      for (const before of [0, 2]) {
        for (const [code, refused] of refusals) {
          const parent = freshPath()
          const good = await goodSteps(parent)
          const step = refused(parent)
          const checks = [good[2], good[2]].slice(0, before)
          const steps = [...checks, step, ...good.slice(0, behind)].filter((it) => it !== undefined)
          const refusal = session.multi(steps)
          await expect(refusal).rejects.toMatchObject({ code, step: before, path: step.path })
          await expect(refusal).rejects.toThrow(`Step ${before + 1} of ${steps.length}`)
          expect((await session.getChildren(parent)).value.names).toEqual(['gone'])
        }
      }
    })
  })

  test('what is created is answered with the stat that the creation made', async () => {
    const path = freshPath()
    const { value, zxid } = await session.create(path, Buffer.from('one'), PERSISTENT)
    expect(value).toEqual({ path, stat: await statAt(session, path) })
    expect(value.stat).toMatchObject({ czxid: zxid, mzxid: zxid, version: 0, dataLength: 3 })
    const child = childOf(path, 'n-')
    const sequential = { ...EPHEMERAL, mode: 'ephemeral-sequential' } as const
    const made = await session.create(child, null, sequential)
    expect(made.value.path).toBe(`${child}0000000000`)
    expect(made.value.stat).toEqual(await statAt(session, made.value.path))
    await expect(session.create(path, null, PERSISTENT)).rejects.toMatchObject({
      code: 'node-exists',
    })
  })

  test('a kind of znode that the server does not have is refused in words, and nobody is cut off', async () => {
    const other = session.getChildren(ROOT)
    for (const mode of ['container', 'persistent-ttl'] as const) {
      const how = { mode, acl: OPEN_ACL, ttl: 60_000 }
      const created = session.create(freshPath(), null, how)
      if (isBefore35) {
        const refused = {
          code: 'unimplemented',
          detail: expect.stringContaining('may be older than 3.5'),
        }
        await expect(created).rejects.toMatchObject(refused)
        const step = { op: 'create', path: freshPath(), data: null, ...how } as const
        await expect(session.multi([step])).rejects.toMatchObject(refused)
      } else {
        expect((await created).value.stat.ephemeralOwner).toBe('0x0')
        const [made, parent] = [freshPath(), freshPath()]
        const step = { op: 'create', path: made, data: null, ...how } as const
        const behind = { op: 'create', path: parent, data: null, ...PERSISTENT } as const
        const { value } = await session.multi([step, behind])
        expect(value.map((result) => 'path' in result && result.path)).toEqual([made, parent])
      }
    }
    await other
    expect(session.status).toBe('connected')
    expect(session.health.incarnation).toBe(1)
  })

  test('one znode that may not be read spoils no other', async () => {
    const paths = [freshPath(), freshPath(), freshPath(), freshPath()] as const
    const [before, hidden, after] = paths
    const acl = [{ ...STRANGER, permissions: [...EVERY] }]
    await session.create(before, null, PERSISTENT)
    await session.create(hidden, Buffer.from('secret'), { mode: 'persistent', acl })
    await session.create(after, null, PERSISTENT)
    const stats = (await readStats(session, paths)).map(({ stat }) => stat)
    expect(stats).toEqual([
      expect.objectContaining({ version: 0 }),
      asksForRead ? 'unreadable' : expect.objectContaining({ dataLength: 6 }),
      expect.objectContaining({ version: 0 }),
      null,
    ])
  })
})
