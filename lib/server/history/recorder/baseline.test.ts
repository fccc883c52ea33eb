import { expect, test } from 'vitest'
import { startZooKeeper } from '@/e2e/zookeeper/standalone'
import { never, type TestHistory } from '@/lib/server/testing/history'
import { recordingStage } from '@/lib/server/testing/recording'
import { EPHEMERAL, eventually, freshPath, PERSISTENT } from '@/lib/server/testing/sessions'
import { childOf, type ZnodePath } from '@/lib/znode/path'

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

const progressOf = ({ history }: TestHistory) => history.recorder.baseline.progress
const complete = (vivarium: TestHistory) =>
  eventually(() => progressOf(vivarium).state === 'complete', 'the walk has ended')

test('every change after it has a “before”, and the end of an ephemeral is no deletion', async () => {
  const { foreign, path } = stage
  const child = childOf(path, 'child')
  const [ephemeral, excluded] = [childOf(path, 'ephemeral'), freshPath()]
  for (const each of [path, child, excluded]) await foreign.create(each, bytes('one'), PERSISTENT)
  await foreign.create(ephemeral, null, EPHEMERAL)
  const scope = { baseline: true, exclude: [excluded] }
  await stage.recording(
    async (vivarium) => {
      await complete(vivarium)
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
  const [first = path] = await directory(path, 5_000)
  const told: string[] = []
  const scope = { baseline: true, include: [path] }
  await stage.recording(
    async (vivarium) => {
      const { live } = vivarium.cluster
      live.attach('stream', null, (frame) => void told.push(new TextDecoder().decode(frame)))
      const interest = { nodes: new Set([first]), parents: new Set<ZnodePath>(), timeline: null }
      await live.setInterest('stream', interest)
      await eventually(() => progressOf(vivarium).state === 'running', 'under way')
      await foreign.setData(first, bytes('two'), 0)
      await eventually(() => told.some((frame) => frame.includes('"kind":"changed"')), 'told')
      await eventually(async () => (await vivarium.changes({ kind: 'changed' })).length > 0)
      expect(progressOf(vivarium)).toMatchObject({ state: 'running', total: 5_001 })
    },
    { scope },
  )
})

test('one that was interrupted goes on and reads nothing twice; one that is done is not begun again', async () => {
  const { path } = stage
  await directory(path, 1_500)
  const place = stage.ownPlace()
  const scope = { baseline: true, include: [path] }
  const rows = (vivarium: TestHistory) =>
    vivarium.store.use((db) =>
      db.selectFrom('version').select(['id', 'recorded_at']).orderBy('id').execute(),
    )
  const first = stage.open({ place, scope })
  await eventually(() => progressOf(first).read >= 300, 'it began')
  await first.close()
  let before: Awaited<ReturnType<typeof rows>> = []
  await stage.recording(
    async (second) => {
      before = await rows(second)
      await complete(second)
      expect(progressOf(second)).toEqual({ state: 'complete', read: 1_501, total: 1_501 })
      const after = await rows(second)
      expect(after).toHaveLength(1_501)
      expect(after.slice(0, 300)).toEqual(before.slice(0, 300))
    },
    { place, scope },
  )
  await stage.recording(
    async (third) => {
      await complete(third)
      expect(await rows(third)).toHaveLength(1_501)
    },
    { place, scope },
  )
})

test('it stops at a bound, however wide or heavy the subtree, and says so', async () => {
  const { path, foreign } = stage
  await directory(path, 1_200)
  const heavy = childOf(path, 'heavy')
  await foreign.create(heavy, null, PERSISTENT)
  for (let index = 0; index < 20; index++)
    await foreign.create(childOf(heavy, `h${index}`), Buffer.alloc(50_000, index), PERSISTENT)
  for (const [include, baseline] of [
    [path, { znodes: 700, bytes: 64_000_000 }],
    [heavy, { znodes: 50_000, bytes: 500_000 }],
  ] as const)
    await stage.recording(
      async (vivarium) => {
        await eventually(() => progressOf(vivarium).state === 'bounded', 'it ended')
        const { read, total } = progressOf(vivarium)
        expect(read).toBeLessThanOrEqual(baseline.znodes)
        expect(total).toBeGreaterThanOrEqual(read)
      },
      { scope: { baseline: true, include: [include] }, baseline },
    )
})

test('values that are not kept are not read', async () => {
  const { path, foreign } = stage
  await foreign.create(path, Buffer.alloc(900_000, 1), PERSISTENT)
  await stage.recording(
    async (vivarium) => {
      await complete(vivarium)
      expect((await vivarium.recorded(path, 1))[0]).toMatchObject({
        value: 'too-large',
        size: 900_000,
      })
    },
    { scope: { baseline: true, include: [path] } },
  )
})
