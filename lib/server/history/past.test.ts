import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import type { ChangeStep } from '@/lib/api/restore'
import { commitChangeSet } from '@/lib/server/cluster/change-set'
import { openHistory, scratchFolder, type TestHistory } from '@/lib/server/testing-history'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import {
  closeAll,
  connected,
  EPHEMERAL,
  eventually,
  freshPath,
  PERSISTENT,
} from '@/lib/server/zookeeper/testing'
import { childOf } from '@/lib/znode/path'
import { listDeleted } from './list-deleted'
import { planSubtree, readPastSubtree } from './past'
import { fromWire } from './wire-steps'

let zookeeper: ZooKeeperServer
let foreign: ZooKeeperSession
let vivarium: TestHistory
const scratch = scratchFolder()

beforeAll(async () => {
  zookeeper = await startZooKeeper()
  foreign = await connected(zookeeper.port)
  vivarium = openHistory({ port: zookeeper.port, place: { kind: 'file', folder: scratch.folder } })
  await eventually(() => vivarium.cluster.live.state().state === 'live', 'live')
})

afterAll(async () => {
  await vivarium.close()
  await closeAll()
  await zookeeper.stop()
  scratch.remove()
})

const bytes = (text: string) => Buffer.from(text)
const place = <T>(ask: (place: Parameters<typeof readPastSubtree>[0]) => Promise<T>) =>
  vivarium.history.query(async (db, cluster) =>
    ask({ db, cluster, session: await vivarium.cluster.gateway.connected('read') }),
  )

/** A subtree that changed in every way since the moment that is answered. */
async function changedSubtree() {
  const path = freshPath()
  const named = (name: string) => childOf(path, name)
  const parts = ['same', 'changed', 'gone', 'q-0000000007'].map(named)
  for (const each of [path, ...parts]) await foreign.create(each, bytes('then'), PERSISTENT)
  for (const each of parts) await vivarium.recorded(each, 1)
  const at = (await foreign.exists(named('q-0000000007'))).value?.mtime ?? 0
  // The moment lies between what was and what came: a millisecond later by ZooKeeper's clock.
  await sleep(20)
  await foreign.setData(named('changed'), bytes('now'), 0)
  await foreign.delete(named('gone'), 0)
  await foreign.delete(named('q-0000000007'), 0)
  await foreign.create(named('new'), bytes('now'), PERSISTENT)
  await foreign.create(named('ephemeral'), bytes('now'), EPHEMERAL)
  await vivarium.recorded(named('changed'), 2)
  for (const name of ['gone', 'q-0000000007']) await vivarium.recorded(named(name), 2)
  await vivarium.recorded(named('new'), 1)
  return { path, at: at + 5, named }
}

const commit = async (steps: readonly ChangeStep[], reason: string | null = null) => {
  const taken = await vivarium.history.query((db, cluster) => fromWire(db, cluster, steps))
  await commitChangeSet(vivarium.writing({ reason }), taken)
}

test('a subtree as of a moment, and what became of each znode since', async () => {
  const { path, at, named } = await changedSubtree()
  const { znodes, truncated } = await place((it) => readPastSubtree(it, { path, at }))
  expect(truncated).toBe(false)
  expect(Object.fromEntries(znodes.map((each) => [each.path, each.status]))).toEqual({
    [path]: 'same',
    [named('changed')]: 'changed',
    [named('gone')]: 'gone',
    [named('new')]: 'new',
    [named('q-0000000007')]: 'gone',
    [named('same')]: 'same',
  })
})

test('what is gone is found, with the last value recorded of it', async () => {
  const { path, named } = await changedSubtree()
  const find = (query: object) =>
    vivarium.history.query((db, cluster) => listDeleted(db, cluster, { below: path, ...query }))
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
    expect((await foreign.getData(named('changed'))).value.data?.toString()).toBe('then')
    expect((await foreign.getData(named('gone'))).value.data?.toString()).toBe('then')
    expect((await foreign.exists(named('new'))).value).toBeNull()
    const changes = await vivarium.changes({ below: path, reason: 'As it was' })
    expect(changes).toHaveLength(4)
    for (const change of changes) expect(change).toMatchObject({ person: 'ada', together: 4 })
  })

  test('changes nothing at all when one of its znodes moved on', async () => {
    const { path, at, named } = await changedSubtree()
    const paths = ['changed', 'gone'].map(named)
    const { steps } = await place((it) => planSubtree(it, { path, at, paths }))
    await foreign.setData(named('changed'), bytes('later'), 1)
    await expect(commit(steps)).rejects.toMatchObject({ code: 'bad-version' })
    expect((await foreign.exists(named('gone'))).value).toBeNull()
    const intents = await vivarium.store.use((db) =>
      db.selectFrom('intent').select('outcome').where('path', 'in', paths).execute(),
    )
    expect(intents.map(({ outcome }) => outcome)).toEqual(['refused', 'refused'])
  })
})
