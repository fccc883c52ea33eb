import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPostgres } from '@/e2e/postgres/server'
import { startZooKeeper } from '@/e2e/zookeeper/standalone'
import type { ChangeStep } from '@/lib/api/restore'
import { commitChangeSet } from '@/lib/server/cluster/write/commit-change-set'
import { planSubtree as planWithin } from '@/lib/server/history/restore/plan-restore'
import { fromWire } from '@/lib/server/history/restore/resolve-steps'
import { SEARCHER, type TestHistory } from '@/lib/server/testing/history'
import { placesOn, recordingStage } from '@/lib/server/testing/recording'
import { EPHEMERAL, eventually, freshPath, PERSISTENT, statAt } from '@/lib/server/testing/sessions'
import { childOf, type ZnodePath } from '@/lib/znode/path'
import { listDeleted } from './list-deleted'
import { readPastPage } from './subtree-at'

const stage = recordingStage({ startZooKeeper, startPostgres })
let vivarium: TestHistory

const bytes = (text: string) => Buffer.from(text)
const place = <T>(ask: (place: Parameters<typeof readPastPage>[0]) => Promise<T>) =>
  vivarium.history.search(SEARCHER, async (search, cluster) =>
    ask({ search, cluster, session: await vivarium.cluster.gateway.connected('read') }),
  )

const planSubtree = (
  it: Parameters<typeof planWithin>[0],
  asked: { path: ZnodePath; at: number; paths?: ZnodePath[]; maxBytes?: number },
) => planWithin(it, { maxBytes: 1_000_000, ...asked })

/** A subtree that changed in every way since the moment that is answered. */
async function changedSubtree() {
  const path = freshPath()
  const named = (name: string) => childOf(path, name)
  const parts = ['same', 'changed', 'gone', 'q-0000000007'].map(named)
  for (const each of [path, ...parts]) await stage.foreign.create(each, bytes('then'), PERSISTENT)
  for (const each of parts) await vivarium.recorded(each, 1)
  const at = (await statAt(stage.foreign, named('q-0000000007'))).mtime
  // The moment lies between what was and what came: a millisecond later by ZooKeeper's clock.
  await sleep(20)
  await stage.foreign.setData(named('changed'), bytes('now'), 0)
  await stage.foreign.delete(named('gone'), 0)
  await stage.foreign.delete(named('q-0000000007'), 0)
  await stage.foreign.create(named('new'), bytes('now'), PERSISTENT)
  await stage.foreign.create(named('ephemeral'), bytes('now'), EPHEMERAL)
  await vivarium.recorded(named('changed'), 2)
  for (const name of ['gone', 'q-0000000007']) await vivarium.recorded(named(name), 2)
  await vivarium.recorded(named('new'), 1)
  return { path, at: at + 5, named }
}

const commit = async (steps: readonly ChangeStep[], reason: string | null = null) => {
  const taken = await vivarium.history.query((db, cluster, sealer) =>
    fromWire(db, cluster, { steps, sealer }),
  )
  await commitChangeSet(vivarium.writing({ reason }), taken)
}

const statuses = (znodes: ReadonlyArray<{ path: string; status: string }>) =>
  Object.fromEntries(znodes.map(({ path, status }) => [path, status]))

describe.each(placesOn(stage))('the past, recorded in %s', (_, placeOf) => {
  beforeAll(async () => {
    vivarium = stage.open({ place: placeOf() })
    await eventually(() => vivarium.cluster.live.state().state === 'live', 'live')
  })

  afterAll(() => vivarium.close())

  test('the children of a znode at a moment, and what became of each since', async () => {
    const { path, at, named } = await changedSubtree()
    const { self, znodes, next } = await place((it) => readPastPage(it, { path, at }))
    expect(self).toMatchObject({ path, status: 'same', hasChildren: true })
    expect(next).toBeNull()
    expect(statuses(znodes)).toEqual({
      [named('changed')]: 'changed',
      [named('gone')]: 'gone',
      [named('new')]: 'new',
      [named('q-0000000007')]: 'gone',
      [named('same')]: 'same',
    })
  })

  test('a znode of which only descendants were recorded is a way down to them', async () => {
    const path = freshPath()
    const names = ['a', 'a-b', 'bare', 'z'].map((name) => childOf(path, name))
    const deep = childOf(childOf(path, 'bare'), 'deep')
    for (const each of [path, ...names, childOf(childOf(path, 'a'), 'x'), deep])
      await stage.foreign.create(each, bytes('then'), PERSISTENT)
    await vivarium.recorded(deep, 1)
    await vivarium.store.use(async (db) => {
      for (const table of ['head', 'version'] as const)
        await db.deleteFrom(table).where('path', '=', childOf(path, 'bare')).execute()
    })
    const { znodes } = await place((it) => readPastPage(it, { path, at: Date.now() }))
    expect(znodes.map((each) => [each.path, each.status, each.hasChildren])).toEqual([
      [childOf(path, 'a'), 'same', true],
      [childOf(path, 'a-b'), 'same', false],
      [childOf(path, 'bare'), 'unrecorded', true],
      [childOf(path, 'z'), 'same', false],
    ])
    const after = childOf(path, 'a')
    const rest = await place((it) => readPastPage(it, { path, at: Date.now(), after }))
    expect(rest.znodes.map((each) => each.path)).toEqual(names.slice(1))
  })

  test('a directory is read by pages, whatever lies below its children', async () => {
    const path = freshPath()
    await stage.foreign.create(path, bytes(''), PERSISTENT)
    const names = Array.from({ length: 130 }, (_, index) => `n${String(index).padStart(3, '0')}`)
    for (const name of names)
      await stage.foreign.create(childOf(path, name), bytes(name), PERSISTENT)
    const busy = childOf(path, 'n010')
    for (const name of names)
      await stage.foreign.create(childOf(busy, name), bytes(name), PERSISTENT)
    await vivarium.recorded(childOf(busy, 'n129'), 1)
    const read = (after?: ZnodePath) =>
      place((it) => readPastPage(it, { path, at: Date.now(), after }))
    const first = await read()
    expect(first.znodes).toHaveLength(100)
    expect(first.next).toBe(childOf(path, 'n099'))
    const second = await read(first.next ?? path)
    expect(second.next).toBeNull()
    expect([...first.znodes, ...second.znodes].map((each) => each.path)).toEqual(
      names.map((name) => childOf(path, name)),
    )
  })

  test('what differs in a subtree is listed by itself', async () => {
    const { path, at, named } = await changedSubtree()
    const page = await place((it) => readPastPage(it, { path, at, view: 'differing' }))
    expect(Object.keys(statuses(page.znodes))).toEqual(
      ['changed', 'gone', 'new', 'q-0000000007'].map(named),
    )
    const after = named('gone')
    const rest = await place((it) => readPastPage(it, { path, at, view: 'differing', after }))
    expect(Object.keys(statuses(rest.znodes))).toEqual(['new', 'q-0000000007'].map(named))
  })

  test('what is gone is found, with the last value recorded of it', async () => {
    const { path, named } = await changedSubtree()
    const find = (query: object) =>
      vivarium.history.search(SEARCHER, (search, cluster) =>
        listDeleted(search, cluster, { below: path, ...query }),
      )
    const { deleted, next } = await find({})
    const [first] = deleted
    expect(deleted.map(({ change }) => change.path)).toEqual(['gone', 'q-0000000007'].map(named))
    expect(first?.last).toMatchObject({ value: 'kept', size: 4 })
    expect(next).toBeNull()
    expect((await find({ name: 'GONE' })).deleted).toHaveLength(1)
    expect((await find({ after: named('gone') })).deleted).toHaveLength(1)
  })

  describe('the plan that restores it', () => {
    test('is applied as one transaction, told together, with its reason', async () => {
      const { path, at, named } = await changedSubtree()
      const paths = ['same', 'changed', 'gone', 'new', 'q-0000000007'].map(named)
      const plan = await place((it) => planSubtree(it, { path, at, paths }))
      expect(plan.steps.map(({ op, path: of }) => [op, of])).toEqual([
        ['set', named('changed')],
        ['create', named('gone')],
        ['create', named('q-0000000007')],
        ['delete', named('new')],
      ])
      expect(plan.skipped).toEqual([{ path: named('same'), why: 'same' }])
      expect(plan.sequential).toEqual([named('q-0000000007')])
      await commit(plan.steps, 'As it was')
      expect((await stage.foreign.getData(named('changed'))).value.data?.toString()).toBe('then')
      expect((await stage.foreign.getData(named('gone'))).value.data?.toString()).toBe('then')
      expect((await stage.foreign.exists(named('new'))).value).toBeNull()
      const changes = await vivarium.changes({ below: path, reason: 'As it was' })
      expect(changes).toHaveLength(4)
      for (const change of changes) expect(change).toMatchObject({ person: 'ada', together: 4 })
    })

    test('restores everything that differs when nothing is chosen', async () => {
      const { path, at } = await changedSubtree()
      const plan = await place((it) => planSubtree(it, { path, at }))
      expect(plan.steps.map(({ op }) => op)).toEqual(['set', 'create', 'create', 'delete'])
      expect(plan.left).toBe(0)
    })

    test('goes as far as one transaction holds, and says how much is left', async () => {
      const { path, at, named } = await changedSubtree()
      const plan = await place((it) => planSubtree(it, { path, at, maxBytes: 600 }))
      expect(plan.steps.map(({ path: of }) => of)).toEqual([named('changed'), named('gone')])
      expect(plan).toMatchObject({ left: 2, maxBytes: 600 })
    })

    test('makes no znode whose parent is gone and does not come back with it', async () => {
      const parent = freshPath()
      const child = childOf(parent, 'child')
      for (const each of [parent, child])
        await stage.foreign.create(each, bytes('then'), PERSISTENT)
      await vivarium.recorded(child, 1)
      const at = (await statAt(stage.foreign, child)).ctime + 5
      await sleep(20)
      for (const each of [child, parent]) await stage.foreign.delete(each, 0)
      await vivarium.recorded(parent, 2)
      const alone = await place((it) => planSubtree(it, { path: parent, at, paths: [child] }))
      expect(alone.skipped).toEqual([{ path: child, why: 'no-parent' }])
      const whole = await place((it) => planSubtree(it, { path: parent, at }))
      expect(whole.steps.map(({ path: of }) => of)).toEqual([parent, child])
    })

    test('changes nothing at all when one of its znodes moved on', async () => {
      const { path, at, named } = await changedSubtree()
      const paths = ['changed', 'gone'].map(named)
      const { steps } = await place((it) => planSubtree(it, { path, at, paths }))
      await stage.foreign.setData(named('changed'), bytes('later'), 1)
      await expect(commit(steps)).rejects.toMatchObject({ code: 'bad-version' })
      expect((await stage.foreign.exists(named('gone'))).value).toBeNull()
      const intents = await vivarium.store.use((db) =>
        db.selectFrom('intent').select('outcome').where('path', 'in', paths).execute(),
      )
      expect(intents.map(({ outcome }) => outcome)).toEqual(['refused', 'refused'])
    })
  })
})
