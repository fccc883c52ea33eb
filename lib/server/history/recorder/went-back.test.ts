import { cpSync, rmSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { startPostgres } from '@/e2e/postgres/server'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import { readPastPage } from '@/lib/server/history/queries/subtree-at'
import { SEARCHER, scratchFolder, type TestHistory } from '@/lib/server/testing/history'
import { recordingStage } from '@/lib/server/testing/recording'
import { connected, eventually, freshPath, PERSISTENT } from '@/lib/server/testing/sessions'
import { childOf, type ZnodePath } from '@/lib/znode/path'

const stage = recordingStage({ startZooKeeper, startPostgres })
const backup = scratchFolder()
const bytes = (text: string) => Buffer.from(text)

afterAll(() => backup.remove())

/** Keeps the data of a server as it is now, as an operator would before an upgrade. */
async function backUp(server: ZooKeeperServer): Promise<void> {
  await server.kill()
  rmSync(backup.folder, { recursive: true, force: true })
  cpSync(server.dataDir, backup.folder, { recursive: true })
  await server.restart()
}

/** Brings that data back; zxids go on beyond those of before, as after a restore by AdminServer. */
async function restore(server: ZooKeeperServer, noise: number): Promise<void> {
  await server.kill()
  rmSync(server.dataDir, { recursive: true })
  cpSync(backup.folder, server.dataDir, { recursive: true })
  const elsewhere = await startZooKeeper({ dataDir: server.dataDir })
  const operator = await connected(elsewhere.port)
  for (let count = 0; count < noise; count++) await operator.create(freshPath(), null, PERSISTENT)
  await elsewhere.stop()
  await server.restart()
}

type Znodes = Readonly<Record<'set' | 'made' | 'gone' | 'kept', ZnodePath>>

async function changed(vivarium: TestHistory, server: ZooKeeperServer): Promise<Znodes> {
  await eventually(() => vivarium.cluster.live.state().state === 'live', 'live')
  const root = freshPath()
  const znodes = {
    ...{ set: childOf(root, 'set'), made: childOf(root, 'made') },
    ...{ gone: childOf(root, 'gone'), kept: childOf(root, 'kept') },
  }
  const { set, made, gone, kept } = znodes
  const before = await connected(server.port)
  for (const each of [root, set, gone, kept]) await before.create(each, bytes('before'), PERSISTENT)
  await vivarium.recorded(kept, 1)
  await backUp(server)
  const after = await connected(server.port)
  for (const version of [0, 1]) await after.setData(set, bytes(`after ${version}`), version)
  await after.create(made, bytes('after'), PERSISTENT)
  await after.delete(gone, 0)
  await vivarium.recorded(gone, 2)
  await vivarium.recorded(made, 1)
  return znodes
}

test('data that went back under rising zxids begins an era: the newest row is what is true now', async () => {
  const own = await startZooKeeper()
  const vivarium = stage.open({ port: own.port })
  const toldOf = async (path: ZnodePath) =>
    (await vivarium.changes({ path })).map(({ kind, version, undone }) => [kind, version, undone])
  try {
    const { set, made, gone, kept } = await changed(vivarium, own)
    const between = Date.now()
    await restore(own, 40)
    await eventually(async () => (await toldOf(set))[0]?.[0] === 'restored', 'noticed')
    await eventually(() => vivarium.history.recorder.isIdle, 'compared')
    const [now, ...undone] = await toldOf(set)
    expect(now).toEqual(['restored', 0, false])
    expect(undone[0]).toEqual(['changed', 2, true])
    expect(undone.at(-1)).toEqual(['created', 0, false])
    expect(await toldOf(made)).toEqual([
      ['deleted', null, false],
      ['created', 0, true],
    ])
    expect(await toldOf(gone)).toEqual([
      ['restored', 0, false],
      ['deleted', null, true],
      ['created', 0, false],
    ])
    expect(await toldOf(kept)).toEqual([
      ['seen', 0, false],
      ['created', 0, false],
    ])
    const [newest] = await vivarium.changes({ path: set })
    expect((await vivarium.values(newest ?? never()))[1]).toBe('before')

    // What it was in between is still told, and what is written now counts on from there.
    const session = await vivarium.cluster.gateway.connected('read')
    const { self } = await vivarium.history.search(SEARCHER, (search, cluster) =>
      readPastPage({ search, cluster, session }, { path: set, at: between }),
    )
    expect(self).toMatchObject({ status: 'changed', was: { version: 2 }, now: { version: 0 } })
    const after = await connected(own.port)
    await after.setData(set, bytes('now'), 0)
    await vivarium.recorded(set, undone.length + 2)
    expect((await toldOf(set))[0]).toEqual(['changed', 1, false])
  } finally {
    await vivarium.close()
    await own.stop()
  }
})

test('two replicas that notice the same restore begin one era', async () => {
  const own = await startZooKeeper()
  const place = stage.sharedPlace()
  const [one, other] = [0, 1].map(() => stage.open({ port: own.port, place }))
  if (!one || !other) throw new Error('no replicas')
  try {
    const { set } = await changed(one, own)
    await eventually(() => other.history.recorder.isIdle, 'the other one, too')
    await restore(own, 40)
    for (const { changes, history } of [one, other]) {
      await eventually(async () => (await changes({ path: set }))[0]?.kind === 'restored')
      await eventually(() => history.recorder.isIdle, 'compared')
    }
    const eras = await one.store.use((db) => db.selectFrom('era').selectAll().execute())
    expect(eras).toEqual([{ cluster: 'main', era: 1, why: 'restored', compared: 1 }])
  } finally {
    await one.close()
    await other.close()
    await own.stop()
  }
})

function never(): never {
  throw new Error('nothing was recorded')
}
