import { expect, test } from 'vitest'
import { startRewritingProxy, withoutPersistentWatches } from '@/e2e/zookeeper/rewriting-proxy'
import { startZooKeeper } from '@/e2e/zookeeper/standalone'
import { listChanges } from '@/lib/server/history/queries/list-changes'
import { Histories } from '@/lib/server/process/cluster-registry'
import { Clusters } from '@/lib/server/process/clusters'
import { never, SEARCHER } from '@/lib/server/testing/history'
import { recordingStage } from '@/lib/server/testing/recording'
import { EPHEMERAL, eventually, optionsFor, PERSISTENT } from '@/lib/server/testing/sessions'
import { childOf, ROOT } from '@/lib/znode/path'

const stage = recordingStage({ startZooKeeper })
const bytes = (text: string) => Buffer.from(text)

test('what was created below recorded znodes while nobody recorded is found, and what is below that', async () => {
  const { foreign, path } = stage
  const place = stage.ownPlace()
  const [old, parent] = [childOf(path, 'old'), childOf(path, 'new')]
  const child = childOf(parent, 'child')
  const ephemeral = childOf(path, 'ephemeral')
  await foreign.create(path, null, PERSISTENT)
  await foreign.create(old, bytes('nobody looked'), PERSISTENT)
  await stage.recording(
    async (vivarium) => {
      await foreign.setData(path, bytes('recorded'), 0)
      await vivarium.recorded(path, 1)
    },
    { place },
  )
  for (const each of [parent, child]) await foreign.create(each, bytes('one'), PERSISTENT)
  await foreign.create(ephemeral, null, EPHEMERAL)
  await foreign.setData(child, bytes('two'), 0)
  await stage.recording(
    async (vivarium) => {
      const [change, creation] = await vivarium.recorded(child, 2)
      expect(creation).toMatchObject({ kind: 'created', away: true, value: 'unread' })
      expect(change).toMatchObject({ kind: 'changed', away: true, version: 1 })
      expect((await vivarium.values(change ?? never()))[1]).toBe('two')
      const [made] = await vivarium.recorded(parent, 1)
      expect(made).toMatchObject({ kind: 'created', away: true })
      await eventually(() => vivarium.history.recorder.isIdle, 'compared')
      expect(await vivarium.changes({ path: old })).toEqual([])
      await foreign.delete(ephemeral, 0)
      await foreign.setData(parent, bytes('last'), 0)
      await vivarium.recorded(parent, 2)
      expect(await vivarium.changes({ path: ephemeral })).toEqual([])
    },
    { place },
  )
})

test('a server without persistent watches is compared every ten seconds', async () => {
  const { foreign, path } = stage
  const proxy = await startRewritingProxy(stage.zookeeper.port, withoutPersistentWatches)
  const session = optionsFor(proxy.port)
  const history = {
    ...{ include: [ROOT], exclude: [], redact: [], maxValueBytes: 1_000, baseline: false },
  }
  const clusters = new Clusters([
    { id: 'old', name: 'old', readOnly: false, protectedPaths: [], history, session },
  ])
  const histories = new Histories({
    ...{ clusters, store: stage.ownPlace(), retention: { ms: 1e12, bytes: 1e12 } },
    ...{ log: { warn: never, info: () => undefined }, onNewer: never },
  })
  const changes = async () => {
    const { changes: found } = await histories
      .get('old')
      .search(SEARCHER, (search, id) => listChanges(search, id, { path }))
    return found.map(({ kind, version, away }) => ({ kind, version, away }))
  }
  try {
    histories.start()
    const { live } = clusters.get('old')
    await eventually(() => live.state().state === 'live' && live.state().feed === 'poll')
    const { recorder } = histories.get('old')
    await eventually(() => recorder.isIdle, 'compared for the first time')
    await foreign.create(path, bytes('one'), PERSISTENT)
    await eventually(async () => (await changes()).length === 1, 'its creation')
    await foreign.setData(path, bytes('two'), 0)
    recorder.poll()
    await eventually(async () => (await changes()).length === 2, 'its change')
    await foreign.delete(path, 1)
    recorder.poll()
    await eventually(async () => (await changes()).length === 3, 'its end')
    expect(await changes()).toEqual([
      { kind: 'deleted', version: null, away: false },
      { kind: 'changed', version: 1, away: false },
      { kind: 'created', version: 0, away: false },
    ])
  } finally {
    await histories.close()
    await clusters.close()
    await proxy.close()
  }
})
