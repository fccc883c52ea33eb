import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type PostgresServer, startPostgres } from '@/e2e/postgres/server'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import type { Place } from '@/lib/server/store/place'
import { never, scratchFolder, within } from '@/lib/server/testing-history'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import {
  closeAll,
  connected,
  eventually,
  freshPath,
  PERSISTENT,
} from '@/lib/server/zookeeper/testing'
import { type AclEntry, OPEN_ACL } from '@/lib/znode/acl'
import type { ZnodePath } from '@/lib/znode/path'
import { readChange } from './read-change'

let zookeeper: ZooKeeperServer
let postgres: PostgresServer
/** Somebody else. */
let foreign: ZooKeeperSession
let path: ZnodePath
const scratch = scratchFolder()

beforeAll(async () => {
  ;[zookeeper, postgres] = await Promise.all([startZooKeeper(), startPostgres()])
  foreign = await connected(zookeeper.port)
})

afterAll(async () => {
  await closeAll()
  await Promise.all([zookeeper.stop(), postgres.stop()])
  scratch.remove()
})

beforeEach(() => {
  path = freshPath()
})

const PLACES = [
  ['a file', (): Place => ({ kind: 'file', folder: scratch.folder })],
  ['PostgreSQL', (): Place => ({ kind: 'postgres', url: postgres.url })],
] as const

const bytes = (text: string) => Buffer.from(text)
const READ_ONLY: AclEntry[] = [{ scheme: 'world', id: 'anyone', permissions: ['read', 'admin'] }]
const READ_WRITE: AclEntry[] = [
  { scheme: 'world', id: 'anyone', permissions: ['read', 'write', 'admin'] },
]

describe.each(PLACES)('the ACL, recorded in %s', (_, placeOf) => {
  const recording = (use: Parameters<typeof within>[2]) => within(zookeeper.port, placeOf(), use)

  test('another one is a change of its own, with the ACL before and after', async () => {
    await recording(async (vivarium) => {
      await foreign.create(path, bytes('one'), PERSISTENT)
      await vivarium.recorded(path, 1)
      await foreign.setAcl(path, READ_WRITE, 0)
      await foreign.setData(path, bytes('two'), 0)
      const changes = await vivarium.recorded(path, 3)
      expect(changes.map(({ kind, version, aversion }) => [kind, version, aversion])).toEqual([
        ['acl', 1, 1],
        ['changed', 1, 0],
        ['created', 0, 0],
      ])
      const { acl } = await vivarium.history.query((db, id) =>
        readChange(db, id, changes[0] ?? never()),
      )
      expect(acl).toEqual({ before: OPEN_ACL, after: READ_WRITE })
    })
  })

  test('the change after it has its “before”, and no version is called unseen', async () => {
    await recording(async (vivarium) => {
      await foreign.create(path, bytes('one'), PERSISTENT)
      await vivarium.recorded(path, 1)
      for (const aversion of [0, 1, 2]) await foreign.setAcl(path, READ_WRITE, aversion)
      vivarium.history.recorder.shown(path, await foreign.getData(path))
      expect((await vivarium.recorded(path, 2))[0]).toMatchObject({ kind: 'acl', unseen: 2 })
      await foreign.setData(path, bytes('two'), 0)
      const [change] = await vivarium.recorded(path, 3)
      expect(change).toMatchObject({ kind: 'changed', unseen: 0 })
      expect(await vivarium.values(change ?? never())).toEqual(['one', 'two'])
    })
  })

  test('one that was set while nobody recorded is noticed at the next start, once', async () => {
    await recording(async (vivarium) => {
      await foreign.create(path, bytes('one'), PERSISTENT)
      await vivarium.recorded(path, 1)
    })
    await foreign.setAcl(path, READ_ONLY, 0)
    for (const _start of [1, 2])
      await recording(async (vivarium) => {
        const kinds = (await vivarium.recorded(path, 2)).map(({ kind }) => kind)
        expect(kinds).toEqual(['acl', 'created'])
        await eventually(() => vivarium.history.recorder.isIdle, 'compared')
        expect(await vivarium.changes({ path })).toHaveLength(2)
      })
  })

  test('a znode that was created with another version of it tells that too', async () => {
    const other = freshPath()
    await recording(async (vivarium) => {
      await foreign.multi([
        { op: 'create', path, data: null, ...PERSISTENT },
        { op: 'create', path: other, data: null, ...PERSISTENT },
      ])
      await foreign.setAcl(path, READ_ONLY, 0)
      const changes = await vivarium.recorded(path, 2)
      expect(changes.map(({ kind }) => kind)).toEqual(['acl', 'created'])
      expect(changes.map(({ together }) => together)).toEqual([1, 2])
    })
  })
})

test('one that is set on a znode that somebody looks at is noticed within seconds', async () => {
  await foreign.create(path, null, PERSISTENT)
  await within(zookeeper.port, { kind: 'postgres', url: postgres.url }, async (vivarium) => {
    const { live } = vivarium.cluster
    live.attach('stream', null, () => undefined)
    const interest = { nodes: new Set([path]), parents: new Set<ZnodePath>(), timeline: null }
    await live.setInterest('stream', interest)
    vivarium.history.recorder.shown(path, await foreign.getData(path))
    await vivarium.recorded(path, 1)
    await foreign.setAcl(path, READ_ONLY, 0)
    expect((await vivarium.recorded(path, 2)).map(({ kind }) => kind)).toEqual(['acl', 'seen'])
  })
})

test('two replicas that notice the same one record it once', async () => {
  const place: Place = { kind: 'postgres', url: postgres.url }
  await within(zookeeper.port, place, async (first) => {
    await within(zookeeper.port, place, async (second) => {
      await foreign.create(path, null, PERSISTENT)
      await first.recorded(path, 1)
      await foreign.setAcl(path, READ_ONLY, 0)
      for (const { history } of [first, second])
        history.recorder.shown(path, await foreign.getData(path))
      await first.recorded(path, 2)
      for (const { history } of [first, second])
        await eventually(() => history.recorder.isIdle, 'recorded')
      expect((await first.changes({ path })).map(({ kind }) => kind)).toEqual(['acl', 'created'])
    })
  })
})
