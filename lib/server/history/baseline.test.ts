import { expect, test } from 'vitest'
import { startZooKeeper } from '@/e2e/zookeeper/standalone'
import { never, type TestHistory } from '@/lib/server/testing-history'
import { recordingStage } from '@/lib/server/testing-recording'
import { EPHEMERAL, eventually, freshPath, PERSISTENT } from '@/lib/server/zookeeper/testing'
import { childOf, type ZnodePath } from '@/lib/znode/path'
import { readBaseline } from './baseline'
import { type CatchUp, listOf } from './catch-up-task'
import { look } from './look'

const stage = recordingStage({ startZooKeeper })
const bytes = (text: string) => Buffer.from(text)

/** A directory with so many children, none of which anybody looked at. */
async function directory(path: ZnodePath, count: number) {
  await stage.foreign.create(path, null, PERSISTENT)
  const paths = Array.from({ length: count }, (_, index) => childOf(path, `c${index}`))
  for (let start = 0; start < count; start += 1_000) {
    const steps = paths.slice(start, start + 1_000)
    await stage.foreign.multi(
      steps.map((each) => ({ op: 'create', path: each, data: null, ...PERSISTENT })),
    )
  }
  return paths
}

const idle = (vivarium: TestHistory) =>
  eventually(() => vivarium.history.recorder.isIdle, 'the walk has ended')

test('every change after it has a “before”, and the end of an ephemeral is no deletion', async () => {
  const { foreign, path } = stage
  const child = childOf(path, 'child')
  const [ephemeral, excluded] = [childOf(path, 'ephemeral'), freshPath()]
  for (const each of [path, child, excluded]) await foreign.create(each, bytes('one'), PERSISTENT)
  await foreign.create(ephemeral, null, EPHEMERAL)
  const scope = { baseline: true, exclude: [excluded] }
  await stage.recording(
    async (vivarium) => {
      await idle(vivarium)
      expect((await vivarium.recorded(child, 1))[0]).toMatchObject({ kind: 'seen', away: false })
      expect(await vivarium.changes({ path: excluded })).toEqual([])
      await foreign.delete(ephemeral, 0)
      await foreign.setData(child, bytes('two'), 0)
      const [change] = await vivarium.recorded(child, 2)
      expect(await vivarium.values(change ?? never())).toEqual(['one', 'two'])
      expect(await vivarium.changes({ path: ephemeral })).toEqual([])
    },
    { scope },
  )
})

test('a change is on the stream, and in the history, before a large walk has ended', async () => {
  const { foreign, path } = stage
  const [first = path] = await directory(path, 20_000)
  const told: string[] = []
  const scope = { baseline: true, include: [path] }
  await stage.recording(
    async ({ cluster: { live }, history, changes }) => {
      live.attach('stream', null, (frame) => void told.push(new TextDecoder().decode(frame)))
      const interest = { nodes: new Set([first]), parents: new Set<ZnodePath>(), timeline: null }
      await live.setInterest('stream', interest)
      await foreign.setData(first, bytes('two'), 0)
      const isTold = () => told.some((frame) => frame.includes('"kind":"changed"'))
      await eventually(() => isTold() || history.recorder.isIdle)
      expect([isTold(), history.recorder.isIdle]).toEqual([true, false])
      const recorded = async () => (await changes({ kind: 'changed' })).length > 0
      await eventually(async () => (await recorded()) || history.recorder.isIdle)
      expect([await recorded(), history.recorder.isIdle]).toEqual([true, false])
    },
    { scope },
  )
})

test('closing ends it', async () => {
  const { path } = stage
  await directory(path, 10_000)
  const vivarium = stage.open({ scope: { baseline: true, include: [path] } })
  const count = () =>
    vivarium.store.use(async (db) => {
      const { rows } = await db
        .selectFrom('version')
        .select(({ fn }) => fn.countAll<number>().as('rows'))
        .executeTakeFirstOrThrow()
      return Number(rows)
    })
  await eventually(async () => (await count()) > 0, 'it began')
  vivarium.history.recorder.close()
  await idle(vivarium)
  expect(await count()).toBeLessThan(10_000)
  await vivarium.close()
})

test('it stops at a bound, however wide the subtree', async () => {
  const { path } = stage
  await directory(path, 1_200)
  await stage.recording(async ({ cluster, store }) => {
    const session = await cluster.gateway.connected('read')
    const walked: ZnodePath[] = []
    const task: CatchUp = {
      list: listOf(cluster.gateway),
      ...{ session, cluster: 'other', era: 0, since: undefined, awayTo: null, now: Date.now },
      isReturn: false,
      scope: { include: [path], exclude: [], redact: [], maxValueBytes: 0, baseline: true },
      read: (work) => store.use(work),
      keep: async () => undefined,
      look: async (paths) => {
        walked.push(...paths)
        return await look(session, paths)
      },
      breathe: async () => undefined,
    }
    await readBaseline(task, 700)
    expect(walked).toHaveLength(700)
  })
})
