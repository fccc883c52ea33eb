import { expect, test } from 'vitest'
import { startZooKeeper } from '@/e2e/zookeeper/standalone'
import { listDeleted } from '@/lib/server/history/queries/list-deleted'
import { never, SEARCHER } from '@/lib/server/testing/history'
import { recordingStage } from '@/lib/server/testing/recording'
import {
  connected,
  EPHEMERAL,
  eventually,
  freshPath,
  PERSISTENT,
} from '@/lib/server/testing/sessions'
import { childOf, type ZnodePath } from '@/lib/znode/path'

const stage = recordingStage({ startZooKeeper })
const bytes = (text: string) => Buffer.from(text)

test('ephemerals, excluded subtrees and the values of redacted ones are not kept', async () => {
  const { foreign, path } = stage
  const excluded = freshPath()
  const redacted = freshPath()
  const scope = { exclude: [excluded], redact: [redacted], maxValueBytes: 8 }
  await stage.recording(
    async (vivarium) => {
      await foreign.create(path, bytes('short'), EPHEMERAL)
      await foreign.delete(path, 0)
      await foreign.create(excluded, bytes('short'), PERSISTENT)
      await foreign.create(redacted, bytes('secret'), PERSISTENT)
      await foreign.setData(redacted, bytes('much longer'), 0)
      await eventually(async () => (await vivarium.recorded(redacted, 1))[0]?.version === 1)
      expect(await vivarium.changes({ path })).toEqual([])
      expect(await vivarium.changes({ path: excluded })).toEqual([])
      const [change] = await vivarium.changes({ path: redacted })
      expect(change).toMatchObject({ value: 'redacted', size: 11 })
      const large = freshPath()
      await foreign.create(large, bytes('more than eight'), PERSISTENT)
      expect((await vivarium.recorded(large, 1))[0]).toMatchObject({ value: 'too-large', size: 15 })
    },
    { scope },
  )
})

test('the value somebody was shown is the “before” of the first change', async () => {
  const { foreign, path } = stage
  await foreign.create(path, bytes('one'), PERSISTENT)
  await stage.recording(async (vivarium) => {
    vivarium.history.recorder.shown(path, await foreign.getData(path))
    await vivarium.recorded(path, 1)
    await foreign.setData(path, bytes('two'), 0)
    const [change, first] = await vivarium.recorded(path, 2)
    expect(first?.kind).toBe('seen')
    expect(await vivarium.values(change ?? never())).toEqual(['one', 'two'])
  })
})

test('a znode nobody looked at: its first change has an unknown “before”', async () => {
  const { foreign, path } = stage
  await foreign.create(path, bytes('one'), PERSISTENT)
  await stage.recording(async (vivarium) => {
    await foreign.setData(path, bytes('two'), 0)
    const [change] = await vivarium.recorded(path, 1)
    expect(change).toMatchObject({ kind: 'changed', before: null, unseen: null })
    expect(await vivarium.values(change ?? never())).toEqual(['(unknown)', 'two'])
  })
})

test('a znode nobody had seen was deleted: told apart, and only to who asks', async () => {
  const { foreign, path } = stage
  const [persistent, onScreen] = [freshPath(), freshPath()]
  await foreign.create(path, null, EPHEMERAL)
  await foreign.create(persistent, null, PERSISTENT)
  await foreign.create(onScreen, null, EPHEMERAL)
  await stage.recording(async (vivarium) => {
    const { live } = vivarium.cluster
    live.attach('stream', null, () => undefined)
    const interest = { nodes: new Set([onScreen]), parents: new Set<ZnodePath>(), timeline: null }
    await live.setInterest('stream', interest)
    for (const each of [onScreen, path, persistent]) await foreign.delete(each, 0)
    const [change] = await vivarium.recorded(persistent, 1)
    expect(change).toMatchObject({ kind: 'vanished', before: null, czxid: null })
    expect(await vivarium.changes({})).toEqual([])
    expect(await vivarium.changes({ kind: 'deleted' })).toEqual([])
    const vanished = await vivarium.changes({ kind: 'vanished' })
    expect(vanished.map((each) => each.path).sort()).toEqual([path, persistent].sort())
    const { deleted } = await vivarium.history.search(SEARCHER, (search, id) =>
      listDeleted(search, id, {}),
    )
    expect(deleted).toEqual([])
  })
})

test('deletions that others made one by one are not told as one transaction', async () => {
  const { foreign } = stage
  const parent = freshPath()
  const children = ['a', 'b', 'c'].map((name) => childOf(parent, name))
  await stage.recording(async (vivarium) => {
    for (const each of [parent, ...children]) await foreign.create(each, null, PERSISTENT)
    for (const each of children) await vivarium.recorded(each, 1)
    for (const each of children) await foreign.delete(each, 0)
    for (const each of children) {
      const [deletion] = await vivarium.recorded(each, 2)
      expect(deletion).toMatchObject({ kind: 'deleted', together: 1 })
    }
  })
})

test('writes of one transaction are told together', async () => {
  const { foreign, path } = stage
  await stage.recording(async (vivarium) => {
    const other = freshPath()
    const how = { data: null, ...PERSISTENT }
    await foreign.multi([
      { op: 'create', path, ...how },
      { op: 'create', path: other, ...how },
    ])
    await vivarium.recorded(other, 1)
    const [change] = await vivarium.recorded(path, 1)
    expect(change?.together).toBe(2)
  })
})

test('an ensemble that was wiped begins anew, and its low zxids hide nothing', async () => {
  const { path } = stage
  const own = await startZooKeeper()
  const vivarium = stage.open({ port: own.port })
  try {
    const before = await connected(own.port)
    const others = Array.from({ length: 100 }, () => freshPath())
    for (const each of [...others, path]) await before.create(each, bytes('old'), PERSISTENT)
    await vivarium.recorded(path, 1)
    await own.wipe()
    const after = await connected(own.port)
    await after.create(path, bytes('new'), PERSISTENT)
    const [change] = await vivarium.recorded(path, 2)
    expect((await vivarium.values(change ?? never()))[1]).toBe('new')
  } finally {
    await vivarium.close()
    await own.stop()
  }
})
