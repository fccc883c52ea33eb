import { describe, expect, test } from 'vitest'
import { startPostgres } from '@/e2e/postgres/server'
import { startZooKeeper } from '@/e2e/zookeeper/standalone'
import { createZnode, deleteZnode, setZnode } from '@/lib/server/cluster/write/znode-writes'
import { never } from '@/lib/server/testing/history'
import { placesOn, recordingStage } from '@/lib/server/testing/recording'
import { eventually, freshPath, PERSISTENT } from '@/lib/server/testing/sessions'
import type { ZnodePath } from '@/lib/znode/path'

const stage = recordingStage({ startZooKeeper, startPostgres })
const bytes = (text: string) => Buffer.from(text)

describe.each(placesOn(stage))('recorded in %s', (_, placeOf) => {
  const recording = (use: Parameters<typeof stage.recording>[0], place = placeOf()) =>
    stage.recording(use, { place })

  test('what others do: before and after of every step', async () => {
    const { foreign, path } = stage
    await recording(async (vivarium) => {
      await foreign.create(path, bytes('one'), PERSISTENT)
      await vivarium.recorded(path, 1)
      await foreign.setData(path, bytes('two'), 0)
      await vivarium.recorded(path, 2)
      await foreign.delete(path, 1)
      const changes = await vivarium.recorded(path, 3)
      expect(changes.map(({ kind, version, person }) => ({ kind, version, person }))).toEqual([
        { kind: 'deleted', version: null, person: null },
        { kind: 'changed', version: 1, person: null },
        { kind: 'created', version: 0, person: null },
      ])
      expect(await Promise.all(changes.map(vivarium.values))).toEqual([
        ['two', '(absent)'],
        ['one', 'two'],
        ['(absent)', 'one'],
      ])
    })
  })

  test('what we do: once, with person, reason and session', async () => {
    const { path } = stage
    await recording(async (vivarium) => {
      const author = { person: 'ada', reason: 'Ticket 7' }
      const { value } = await createZnode(vivarium.writing(author), { path, data: bytes('one') })
      const seen = { path, version: 0, czxid: value.stat.czxid }
      await setZnode(vivarium.writing(author), seen, bytes('two'))
      await deleteZnode(vivarium.writing(author), { ...seen, version: 1 })
      await eventually(() => vivarium.history.recorder.waiting === 0, 'recorded')
      const changes = await vivarium.changes({ path })
      const session = vivarium.cluster.gateway.session('write').health.sessionId
      expect(changes.map(({ kind, unseen }) => ({ kind, unseen }))).toEqual([
        { kind: 'deleted', unseen: 0 },
        { kind: 'changed', unseen: 0 },
        { kind: 'created', unseen: 0 },
      ])
      for (const change of changes)
        expect(change).toMatchObject({ ...author, session, away: false })
      expect((await vivarium.values(changes[0] ?? never()))[0]).toBe('two')
    })
  })

  test('what is found by path, person, reason, kind and time, page by page', async () => {
    const { path } = stage
    await recording(async (vivarium) => {
      const author = { person: 'grace', reason: '100% _rollout_' }
      await createZnode(vivarium.writing(author), { path, data: null })
      const child = `${path}/child` as ZnodePath
      await createZnode(vivarium.writing({ person: 'linus' }), { path: child, data: null })
      const below = { below: path }
      const found = async (query: object) =>
        (await vivarium.changes({ ...below, ...query })).map((change) => change.path)
      expect(await found({})).toEqual([child, path])
      expect(await found({ person: 'GRACE' })).toEqual([path])
      expect(await found({ reason: '% _roll' })).toEqual([path])
      expect(await found({ reason: '%_roll' })).toEqual([])
      expect(await found({ name: 'chil' })).toEqual([child])
      expect(await found({ kind: 'deleted' })).toEqual([])
      expect(await found({ to: Date.now() - 3_600_000 })).toEqual([])
      expect(await found({ from: Date.now() - 3_600_000, limit: 1 })).toEqual([child])
    })
  })

  test('what happened while nobody recorded is shown as such', async () => {
    const { foreign, path } = stage
    const place = placeOf()
    await recording(async (vivarium) => {
      await foreign.create(path, bytes('one'), PERSISTENT)
      await foreign.create(`${path}/gone` as ZnodePath, null, PERSISTENT)
      await vivarium.recorded(path, 1)
      await vivarium.recorded(`${path}/gone` as ZnodePath, 1)
    }, place)
    for (const [version, text] of ['two', 'three', 'four'].entries())
      await foreign.setData(path, bytes(text), version)
    await foreign.delete(`${path}/gone` as ZnodePath, 0)
    await recording(async (vivarium) => {
      const [change] = await vivarium.recorded(path, 2)
      expect(change).toMatchObject({ kind: 'changed', version: 3, unseen: 2, away: true })
      expect(await vivarium.values(change ?? never())).toEqual(['one', 'four'])
      const [gone] = await vivarium.recorded(`${path}/gone` as ZnodePath, 2)
      expect(gone).toMatchObject({ kind: 'deleted', away: true })
    }, place)
  })
})

test('two replicas on one PostgreSQL record each change once', async () => {
  const { foreign } = stage
  const place = stage.sharedPlace()
  await stage.recording(
    async (first) => {
      await stage.recording(
        async (second) => {
          const paths = Array.from({ length: 20 }, () => freshPath())
          const all = async (act: (each: ZnodePath) => Promise<unknown>) => {
            for (const each of paths) await act(each)
          }
          await all((each) => foreign.create(each, bytes('one'), PERSISTENT))
          await all((each) => first.recorded(each, 1))
          await all((each) => foreign.setData(each, bytes('two'), 0))
          await all((each) => first.recorded(each, 2))
          await all((each) => foreign.delete(each, 1))
          await all((each) => second.recorded(each, 3))
          for (const { history } of [first, second])
            await eventually(() => history.recorder.waiting === 0, 'recorded')
          const kinds = ['deleted', 'changed', 'created']
          await all(async (each) => {
            const changes = await second.changes({ path: each })
            expect(changes.map(({ kind }) => kind)).toEqual(kinds)
          })
        },
        { place },
      )
    },
    { place },
  )
})
