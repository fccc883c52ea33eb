import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type FaultProxy, startProxy } from '@/e2e/zookeeper/proxy'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import type { ClusterGateway } from '@/lib/server/cluster/gateway'
import { ClusterHistory } from '@/lib/server/process/cluster-history'
import { Store } from '@/lib/server/store/store'
import { losingAnswer, losingRequest, type Strike, strikeAt } from '@/lib/server/testing/faults'
import { scratchFolder } from '@/lib/server/testing/history'
import { gatewayTo, NOTHING_RECORDED } from '@/lib/server/testing/history-scope'
import {
  closeAll,
  connected,
  eventually,
  freshPath,
  optionsFor,
  PERSISTENT,
  statAt,
} from '@/lib/server/testing/sessions'
import { systemWorld } from '@/lib/server/zookeeper/client/open-session'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { childOf, type ZnodePath } from '@/lib/znode/path'
import { ZnodeError } from '@/lib/znode/znode-error'
import { type ChangeStep, commitChangeSet } from './commit-change-set'
import type { Writing } from './write-context'

let zookeeper: ZooKeeperServer
let proxy: FaultProxy
let foreign: ZooKeeperSession
let gateway: ClusterGateway
let store: Store
let history: ClusterHistory
let writing: Writing
let root: ZnodePath
const scratch = scratchFolder()

beforeAll(async () => {
  zookeeper = await startZooKeeper()
  proxy = await startProxy(zookeeper.port)
  foreign = await connected(zookeeper.port)
  const session = optionsFor(proxy.port, { operationTimeout: 600, connectTimeout: 2000 })
  gateway = gatewayTo(session, { history: { ...NOTHING_RECORDED, maxValueBytes: 65_536 } })
  store = new Store({ kind: 'file', folder: scratch.folder })
  const world = { ...systemWorld, wallClock: Date.now }
  // As on a PostgreSQL that others share: what is left open is not known to be abandoned at once.
  history = new ClusterHistory({ gateway, store, world, isShared: true })
  writing = { gateway, journal: history.journal, author: { person: 'ada', reason: 'Ticket 7' } }
})

afterAll(async () => {
  await history.close()
  await gateway.close()
  await store.close()
  await closeAll()
  await proxy.close()
  await zookeeper.stop()
  scratch.remove()
})

beforeEach(async () => {
  root = freshPath()
  await eventually(() => gateway.session('write').status === 'connected', 'connected')
})

const bytes = (text: string) => Buffer.from(text)
const named = (name: string) => childOf(root, name)

/** One step of each kind, below a root of their own. */
async function steps(): Promise<ChangeStep[]> {
  await foreign.create(root, null, PERSISTENT)
  const stats = ['set', 'delete'].map((name) =>
    foreign.create(named(name), bytes('one'), PERSISTENT),
  )
  const [set, gone] = (await Promise.all(stats)).map(({ value }) => value.stat)
  return [
    { op: 'create', path: named('create'), data: bytes('new') },
    { op: 'set', path: named('set'), data: bytes('two'), version: 0, czxid: set?.czxid ?? '0x0' },
    { op: 'delete', path: named('delete'), version: 0, czxid: gone?.czxid ?? '0x0' },
  ]
}

const strike = async (how: Strike) => strikeAt(await gateway.connected('write'), 'multi', how)

/** The children of the root, and the value of the one that is set. */
async function state() {
  const { names } = (await foreign.getChildren(root)).value
  const { data } = (await foreign.getData(named('set'))).value
  return [names.toSorted().join(' '), data?.toString()]
}
const APPLIED = ['create set', 'two']
const UNTOUCHED = ['delete set', 'one']

const rowsOf = (table: 'intent' | 'version') =>
  store.use((db) => db.selectFrom(table).selectAll().where('path', 'like', `${root}%`).execute())
const outcomes = async () =>
  (await rowsOf('intent')).map((row) => ('outcome' in row ? row.outcome : undefined))

/** Every recorded change of the set, by its place: each once, all of one transaction. */
async function recorded() {
  const rows = (await rowsOf('version')).flatMap((row) =>
    'kind' in row && row.kind !== 'seen' ? [row] : [],
  )
  expect(new Set(rows.map(({ moment }) => moment)).size).toBeLessThanOrEqual(1)
  expect(rows.every(({ person, reason }) => person === 'ada' && reason === 'Ticket 7')).toBe(true)
  return rows.map(({ path, kind }) => `${path.slice(root.length + 1)} ${kind}`).toSorted()
}
const ALL_RECORDED = ['create created', 'delete deleted', 'set changed']

describe('a change set whose answer got lost', () => {
  test('is reported as applied when it was', async () => {
    const set = await steps()
    await strike(losingAnswer(proxy))
    const { zxid } = await commitChangeSet(writing, set)
    expect(await state()).toEqual(APPLIED)
    expect(zxid).toBe((await statAt(foreign, named('set'))).mzxid)
    expect(await outcomes()).toEqual(['applied', 'applied', 'applied'])
    expect(await recorded()).toEqual(ALL_RECORDED)
  })

  test('is reported as not applied when it never arrived', async () => {
    const set = await steps()
    await strike(losingRequest(proxy))
    const refused = { code: 'connection-lost', detail: expect.stringContaining('not applied') }
    await expect(commitChangeSet(writing, set)).rejects.toMatchObject(refused)
    expect(await state()).toEqual(UNTOUCHED)
    expect(await outcomes()).toEqual(['failed', 'failed', 'failed'])
    expect(await recorded()).toEqual([])
  })

  test('is a conflict when one of its znodes was changed instead', async () => {
    const set = await steps()
    const after = async () => {
      await foreign.setData(named('set'), bytes('theirs'), 0)
      proxy.unsilence()
    }
    await strike({ ...losingRequest(proxy), after })
    const refused = { code: 'bad-version', path: named('set') }
    await expect(commitChangeSet(writing, set)).rejects.toMatchObject(refused)
    expect(await outcomes()).toEqual(['refused', 'refused', 'refused'])
  })
})

describe('a change set of which nobody can be asked', () => {
  const settled = async () => {
    await proxy.accept()
    await eventually(async () => (await history.resolveOnce()) === 0, 'the resolver knows')
    expect(await history.resolveOnce()).toBe(0)
  }

  test('is unknown, then applied, once', async () => {
    const set = await steps()
    await strike({ ...losingAnswer(proxy), after: () => proxy.refuse() })
    await expect(commitChangeSet(writing, set)).rejects.toMatchObject({ code: 'outcome-unknown' })
    expect(await outcomes()).toEqual([null, null, null])
    await settled()
    expect(await state()).toEqual(APPLIED)
    expect(await outcomes()).toEqual(['applied', 'applied', 'applied'])
    expect(await recorded()).toEqual(ALL_RECORDED)
  })

  test('is unknown, then not applied, and cannot land later', async () => {
    const set = await steps()
    const after = async () => {
      await proxy.refuse()
      proxy.unsilence()
    }
    await strike({ ...losingRequest(proxy), after })
    await expect(commitChangeSet(writing, set)).rejects.toMatchObject({ code: 'outcome-unknown' })
    await settled()
    expect(await state()).toEqual(UNTOUCHED)
    expect(await outcomes()).toEqual(['failed', 'failed', 'failed'])
    expect(await recorded()).toEqual([])
  })

  test('is proved by the step that still tells, where others were changed since', async () => {
    const set = await steps()
    await strike({ ...losingAnswer(proxy), after: () => proxy.refuse() })
    await expect(commitChangeSet(writing, set)).rejects.toMatchObject({ code: 'outcome-unknown' })
    await foreign.setData(named('create'), bytes('again'), 0)
    await foreign.delete(named('create'), 1)
    await settled()
    expect(await outcomes()).toEqual(['applied', 'applied', 'applied'])
    expect(await recorded()).toEqual(ALL_RECORDED)
  })
})

test('values are read a few at a time, and what is replaced only where the history keeps it', async () => {
  await foreign.create(root, null, PERSISTENT)
  const made = Array.from({ length: 50 }, (_, index) =>
    foreign.create(named(`${index}`), Buffer.alloc(index === 0 ? 70_000 : 10), PERSISTENT),
  )
  const set = (await Promise.all(made)).map(({ value: { path, stat } }): ChangeStep => {
    return { op: 'set', path, data: bytes('two'), version: 0, czxid: stat.czxid }
  })
  const session = await gateway.connected('write')
  const read = session.getData.bind(session)
  const asked: ZnodePath[] = []
  let [current, most] = [0, 0]
  vi.spyOn(session, 'getData').mockImplementation(async (path) => {
    asked.push(path)
    current += 1
    most = Math.max(most, current)
    return await read(path).finally(() => {
      current -= 1
    })
  })
  const after = () => {
    expect([asked.length, asked.includes(named('0'))]).toEqual([49, false])
    throw new ZnodeError('outcome-unknown', root)
  }
  await strike({ after })
  await commitChangeSet(writing, set)
  expect([asked.length, most]).toEqual([49 + 50, 16])
  const rows = (await rowsOf('version')).filter(({ path }) => path === named('0'))
  const before = { kind: 'seen', value: 'too-large', size: 70_000, acl: expect.any(String) }
  expect(rows).toContainEqual(expect.objectContaining(before))
  expect(rows).toContainEqual(expect.objectContaining({ kind: 'changed', value: 'kept' }))
})

describe('a created znode that is changed before its stat is read', () => {
  test.each(['set', 'deleted'])('%s: the change set is applied all the same', async (what) => {
    const set = await steps()
    const after = async () => {
      if (what === 'set') await foreign.setData(named('create'), bytes('theirs'), 0)
      else await foreign.delete(named('create'), 0)
    }
    await strike({ after })
    const { zxid } = await commitChangeSet(writing, set)
    expect(await outcomes()).toEqual(['applied', 'applied', 'applied'])
    expect(await recorded()).toEqual(ALL_RECORDED)
    const row = (await rowsOf('version')).find(({ path }) => path === named('create'))
    expect(row).toMatchObject({ kind: 'created', czxid: zxid, version: 0, value: 'kept' })
  })
})
