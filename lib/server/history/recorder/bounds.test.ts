import { expect, test, vi } from 'vitest'
import { startZooKeeper } from '@/e2e/zookeeper/standalone'
import { readChange } from '@/lib/server/history/queries/read-change'
import type { TestHistory } from '@/lib/server/testing/history'
import { recordingStage } from '@/lib/server/testing/recording'
import { PERSISTENT } from '@/lib/server/testing/sessions'
import { childOf, toPath, type ZnodePath } from '@/lib/znode/path'
import { Backlog } from './pending-paths'

const stage = recordingStage({ startZooKeeper })

/** More than what may wait; `BURST=300000` is what was measured by hand. */
const BURST = Number(process.env.BURST ?? 25_000)
const MOST_WAITING = 21_000
const PATIENCE = { timeout: 300_000, interval: 50 }

test('what is waited for has a bound, and beyond that everything is compared', () => {
  const backlog = new Backlog()
  for (let index = 0; index < 30_000; index++) backlog.mark(toPath(`/n${index}`), ['created'])
  expect(backlog.size).toBe(20_000)
  backlog.mark(toPath('/n1'), ['changed'])
  expect([...(backlog.take(2).get(toPath('/n1')) ?? [])]).toEqual(['created', 'changed'])
  expect([backlog.takeOverflow(), backlog.takeOverflow()]).toEqual([true, false])
})

test('paths of tens of kilobytes are waited for up to sixteen megabytes', () => {
  const backlog = new Backlog()
  for (let index = 0; index < 1_000; index++)
    backlog.mark(toPath(`/${index}${'x'.repeat(60_000)}`), ['created'])
  expect(backlog.size).toBe(133)
  expect(backlog.takeOverflow()).toBe(true)
  expect(backlog.take(1_000).size).toBeLessThan(20)
  while (backlog.size > 0) backlog.take(1_000)
  backlog.mark(toPath('/n'), ['created'])
  expect(backlog.takeOverflow()).toBe(false)
})

test('a burst of creations beyond what can wait is recorded all the same', async () => {
  const { foreign, path } = stage
  await foreign.create(path, null, PERSISTENT)
  await stage.recording(async (vivarium) => {
    const { recorder } = vivarium.history
    await foreign.setData(path, Buffer.from('recorded'), 0)
    await vivarium.recorded(path, 1)
    let most = 0
    const watching = setInterval(() => {
      most = Math.max(most, recorder.waiting)
    }, 1)
    const started = performance.now()
    for (const steps of multis(path, BURST)) await foreign.multi(steps)
    const created = () => countCreated(vivarium)
    await vi.waitFor(async () => expect(await created()).toBe(BURST), PATIENCE)
    clearInterval(watching)
    console.log(
      `${BURST} creations: ${most} waited at most, ${Math.round(performance.now() - started)} ms`,
    )
    expect(most).toBeLessThanOrEqual(MOST_WAITING)
  })
}, 600_000)

function countCreated({ store }: TestHistory): Promise<number> {
  return store.use(async (db) => {
    const rows = db.selectFrom('version').where('kind', '=', 'created')
    const count = rows.select(({ fn }) => fn.countAll<number>().as('count'))
    return Number((await count.executeTakeFirstOrThrow()).count)
  })
}

function multis(path: ZnodePath, count: number, size = 1_000) {
  const steps = Array.from({ length: count }, (_, index) => ({
    ...{ op: 'create' as const, path: childOf(path, `c${index}`), data: null },
    ...PERSISTENT,
  }))
  return Array.from({ length: Math.ceil(count / size) }, (_, index) =>
    steps.slice(index * size, (index + 1) * size),
  )
}

test('one enormous transaction is told together, and answered in parts', async () => {
  const { foreign, path } = stage
  await foreign.create(path, null, PERSISTENT)
  await stage.recording(async (vivarium) => {
    const [steps = []] = multis(path, 8_000, 8_000)
    await foreign.multi(steps)
    await vi.waitFor(() => vivarium.recorded(childOf(path, 'c7999'), 1), PATIENCE)
    const changes = await vivarium.changes({ below: path, limit: 200 })
    expect(changes).toHaveLength(200)
    const [change] = changes
    expect(change?.together).toBe(8_000)
    const { together } = await vivarium.history.query((db, id, sealer) =>
      readChange(db, id, { path, id: -1, ...change, sealer }),
    )
    expect(together).toHaveLength(200)
  })
}, 600_000)
