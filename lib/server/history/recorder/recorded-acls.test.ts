import { describe, expect, test } from 'vitest'
import { startPostgres } from '@/e2e/postgres/server'
import { startZooKeeper } from '@/e2e/zookeeper/standalone'
import { setAcl } from '@/lib/server/cluster/write/set-acl'
import { deleteZnode } from '@/lib/server/cluster/write/znode-writes'
import { undoneAcl } from '@/lib/server/history/queries/acl-before'
import { readChange } from '@/lib/server/history/queries/read-change'
import { lastAclOf } from '@/lib/server/history/rows/acl-at'
import { never } from '@/lib/server/testing/history'
import { placesOn, recordingStage } from '@/lib/server/testing/recording'
import { eventually, freshPath, PERSISTENT } from '@/lib/server/testing/sessions'
import { type AclEntry, OPEN_ACL } from '@/lib/znode/acl'
import type { ZnodePath } from '@/lib/znode/path'

const stage = recordingStage({ startZooKeeper, startPostgres })
const bytes = (text: string) => Buffer.from(text)
const READ_ONLY: AclEntry[] = [{ scheme: 'world', id: 'anyone', permissions: ['read', 'admin'] }]
const READ_WRITE: AclEntry[] = [
  { scheme: 'world', id: 'anyone', permissions: ['read', 'write', 'admin'] },
]

describe.each(placesOn(stage))('the ACL, recorded in %s', (_, placeOf) => {
  const recording = (use: Parameters<typeof stage.recording>[0], place = placeOf()) =>
    stage.recording(use, { place })

  test('another one is a change of its own, with the ACL before and after', async () => {
    const { foreign, path } = stage
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
      const { acl } = await vivarium.history.query((db, id, sealer) =>
        readChange(db, id, { ...(changes[0] ?? never()), sealer }),
      )
      expect(acl).toEqual({ before: OPEN_ACL, after: READ_WRITE })
    })
  })

  test('the change after it has its “before”, and no version is called unseen', async () => {
    const { foreign, path } = stage
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
    const { foreign, path } = stage
    const place = placeOf()
    await recording(async (vivarium) => {
      await foreign.create(path, bytes('one'), PERSISTENT)
      await vivarium.recorded(path, 1)
    }, place)
    await foreign.setAcl(path, READ_ONLY, 0)
    for (const _start of [1, 2])
      await recording(async (vivarium) => {
        const kinds = (await vivarium.recorded(path, 2)).map(({ kind }) => kind)
        expect(kinds).toEqual(['acl', 'created'])
        await eventually(() => vivarium.history.recorder.isIdle, 'compared')
        expect(await vivarium.changes({ path })).toHaveLength(2)
      }, place)
  })

  test('a znode nobody had seen keeps it when it is deleted through us', async () => {
    const { foreign, path } = stage
    const { value } = await foreign.create(path, null, { mode: 'persistent', acl: READ_ONLY })
    await recording(async (vivarium) => {
      const { czxid } = value.stat
      await deleteZnode(vivarium.writing(), { path, version: 0, czxid })
      await vivarium.recorded(path, 2)
      const acl = await vivarium.history.query((db, id, sealer) =>
        lastAclOf(db, id, { path, czxid, sealer }),
      )
      expect(acl).toEqual(READ_ONLY)
    })
  })

  test('a value written after it was set through us stands with the new one', async () => {
    const { foreign, path } = stage
    await recording(async (vivarium) => {
      const { value } = await foreign.create(path, bytes('one'), PERSISTENT)
      await vivarium.recorded(path, 1)
      const { czxid } = value.stat
      await setAcl(vivarium.writing(), { path, czxid, aversion: 0 }, READ_WRITE)
      await foreign.setData(path, bytes('two'), 0)
      const changes = await vivarium.recorded(path, 3)
      expect(changes.map(({ kind, version, aversion }) => [kind, version, aversion])).toEqual([
        ['changed', 1, 1],
        ['acl', 0, 1],
        ['created', 0, 0],
      ])
      await setAcl(vivarium.writing(), { path, czxid, aversion: 1 }, READ_ONLY)
      const [{ id } = never()] = await vivarium.recorded(path, 4)
      const before = await vivarium.history.query((db, cluster, sealer) =>
        undoneAcl(db, cluster, { path, id, czxid, sealer }),
      )
      expect(before).toEqual(READ_WRITE)
    })
  })

  test('a znode that was created with another version of it tells that too', async () => {
    const { foreign, path } = stage
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
  const { foreign, path } = stage
  await stage.recording(async (vivarium) => {
    await foreign.create(path, null, PERSISTENT)
    const { live } = vivarium.cluster
    live.attach('stream', null, () => undefined)
    const interest = { nodes: new Set([path]), parents: new Set<ZnodePath>(), timeline: null }
    await live.setInterest('stream', interest)
    await vivarium.recorded(path, 1)
    await foreign.setAcl(path, READ_ONLY, 0)
    expect((await vivarium.recorded(path, 2)).map(({ kind }) => kind)).toEqual(['acl', 'created'])
  })
})

test('two replicas that notice the same one record it once', async () => {
  const { foreign, path } = stage
  const place = stage.sharedPlace()
  await stage.recording(
    async (first) => {
      await stage.recording(
        async (second) => {
          await foreign.create(path, null, PERSISTENT)
          await first.recorded(path, 1)
          await foreign.setAcl(path, READ_ONLY, 0)
          for (const { history } of [first, second])
            history.recorder.shown(path, await foreign.getData(path))
          await first.recorded(path, 2)
          for (const { history } of [first, second])
            await eventually(() => history.recorder.isIdle, 'recorded')
          expect((await first.changes({ path })).map(({ kind }) => kind)).toEqual([
            'acl',
            'created',
          ])
        },
        { place },
      )
    },
    { place },
  )
})
