import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type FaultProxy, startProxy } from '@/e2e/zookeeper/proxy'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import type { ClusterGateway } from '@/lib/server/cluster/gateway'
import { losingAnswer, losingRequest, type Strike, strikeAt } from '@/lib/server/testing/faults'
import { gatewayTo } from '@/lib/server/testing/history-scope'
import {
  closeAll,
  connected,
  freshPath,
  optionsFor,
  PERSISTENT,
  until,
} from '@/lib/server/testing/sessions'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'
import type { Outcome, Writing } from './write-context'
import { createZnode, deleteZnode, setZnode } from './znode-writes'

let zookeeper: ZooKeeperServer
let proxy: FaultProxy
/** Somebody else, straight to the server. */
let foreign: ZooKeeperSession
/** Ours, through the proxy. */
let gateway: ClusterGateway
let path: ZnodePath

beforeAll(async () => {
  zookeeper = await startZooKeeper()
  proxy = await startProxy(zookeeper.port)
  foreign = await connected(zookeeper.port)
  gateway = open()
})

afterAll(async () => {
  await gateway.close()
  await closeAll()
  await proxy.close()
  await zookeeper.stop()
})

beforeEach(() => {
  path = freshPath()
})

const open = (more: Parameters<typeof gatewayTo>[1] = {}) =>
  gatewayTo(optionsFor(proxy.port, { operationTimeout: 600, connectTimeout: 2000 }), more)

async function given(text: string) {
  const { value } = await foreign.create(path, Buffer.from(text), PERSISTENT)
  return { path, version: value.stat.version, czxid: value.stat.czxid }
}

/** What became of the writes, as the journal was told. */
const outcomes: Outcome[] = []

function by(through: ClusterGateway): Writing {
  const settle = async (all: readonly Outcome[]) => void outcomes.push(...all)
  return {
    gateway: through,
    journal: { begin: async () => settle },
    author: { person: 'ada', reason: null },
  }
}

const textAt = async (at: ZnodePath) => (await foreign.getData(at)).value.data?.toString()

const strike = async (operation: 'create' | 'setData' | 'delete', how: Strike) =>
  strikeAt(await gateway.connected('write'), operation, how)

describe('a write whose answer got lost', () => {
  test('is reported as set when it was applied', async () => {
    const seen = await given('one')
    await strike('setData', losingAnswer(proxy))
    const reply = await setZnode(by(gateway), seen, Buffer.from('two'))
    expect(reply.value).toEqual((await foreign.exists(path)).value)
    expect(await textAt(path)).toBe('two')
  })

  test('is reported as created when it was applied', async () => {
    await strike('create', losingAnswer(proxy))
    const reply = await createZnode(by(gateway), { path, data: Buffer.from('new') })
    expect(reply.value.stat).toEqual((await foreign.exists(path)).value)
  })

  test('is reported as deleted when it was applied', async () => {
    const seen = await given('one')
    await strike('delete', losingAnswer(proxy))
    await deleteZnode(by(gateway), seen)
    expect((await foreign.exists(path)).value).toBeNull()
  })
})

describe('a write that got lost itself', () => {
  const notApplied = { code: 'connection-lost', detail: expect.stringContaining('not applied') }

  test('is reported as not applied, and leaves the value as it was', async () => {
    const seen = await given('one')
    await strike('setData', losingRequest(proxy))
    await expect(setZnode(by(gateway), seen, Buffer.from('two'))).rejects.toMatchObject(notApplied)
    expect(await textAt(path)).toBe('one')
  })

  test('is reported as not created', async () => {
    await strike('create', losingRequest(proxy))
    await expect(createZnode(by(gateway), { path, data: null })).rejects.toMatchObject(notApplied)
    expect((await foreign.exists(path)).value).toBeNull()
  })

  test('is reported as not deleted', async () => {
    const seen = await given('one')
    await strike('delete', losingRequest(proxy))
    await expect(deleteZnode(by(gateway), seen)).rejects.toMatchObject(notApplied)
    expect(await textAt(path)).toBe('one')
  })

  test('is a conflict when somebody else wrote meanwhile', async () => {
    const seen = await given('one')
    const after = async () => {
      await foreign.setData(path, Buffer.from('theirs'), 0)
      proxy.unsilence()
    }
    await strike('setData', { ...losingRequest(proxy), after })
    const refused = setZnode(by(gateway), seen, Buffer.from('mine'))
    await expect(refused).rejects.toMatchObject({
      code: 'bad-version',
      current: { stat: { version: 1 } },
    })
  })

  test('stays unknown when so much happened since that nobody can tell', async () => {
    const seen = await given('one')
    const after = async () => {
      await foreign.setData(path, Buffer.from('two'), 0)
      await foreign.setData(path, Buffer.from('three'), 1)
      proxy.unsilence()
    }
    await strike('setData', { ...losingRequest(proxy), after })
    const refused = setZnode(by(gateway), seen, Buffer.from('mine'))
    await expect(refused).rejects.toMatchObject({ code: 'outcome-unknown' })
  })

  test.each(['deleted', 'created again'])('stays unknown when it was %s since', async (what) => {
    const seen = await given('one')
    const after = async () => {
      await foreign.delete(path, 0)
      if (what !== 'deleted') await foreign.create(path, Buffer.from('another'), PERSISTENT)
      proxy.unsilence()
    }
    await strike('setData', { ...losingRequest(proxy), after })
    const refused = setZnode(by(gateway), seen, Buffer.from('mine'))
    await expect(refused).rejects.toMatchObject({ code: 'outcome-unknown' })
  })

  test('stays unknown while ZooKeeper cannot be asked', async () => {
    const seen = await given('one')
    await strike('setData', { before: () => proxy.silence() })
    const refused = setZnode(by(gateway), seen, Buffer.from('two'))
    await expect(refused).rejects.toMatchObject({ code: 'outcome-unknown' })
    proxy.unsilence()
    expect(await textAt(path)).toBe('one')
  })
})

describe('a write is refused before it is sent', () => {
  test('while the connection is in doubt', async () => {
    const seen = await given('one')
    const session = await gateway.connected('write')
    await proxy.refuse()
    await until(session, 'suspended')
    await expect(setZnode(by(gateway), seen, null)).rejects.toMatchObject({ code: 'not-live' })
    await proxy.accept()
    await expect(setZnode(by(gateway), seen, Buffer.from('two'))).resolves.toBeDefined()
  })

  test('to a cluster that is read-only', async () => {
    const seen = await given('one')
    const guarded = open({ readOnly: true })
    const refused = { code: 'read-only' }
    await expect(createZnode(by(guarded), { path, data: null })).rejects.toMatchObject(refused)
    await expect(setZnode(by(guarded), seen, null)).rejects.toMatchObject(refused)
    await expect(deleteZnode(by(guarded), seen)).rejects.toMatchObject(refused)
    await guarded.close()
  })
})

test('an oversized value is refused before ZooKeeper is asked anything', async () => {
  const session = await gateway.connected('write')
  const exists = vi.spyOn(session, 'exists')
  const seen = await given('one')
  const refused = setZnode(by(gateway), seen, Buffer.alloc(1_000_001))
  await expect(refused).rejects.toMatchObject({ code: 'too-large' })
  expect(exists).not.toHaveBeenCalled()
})

test('an oversized write fails nobody else’s read', async () => {
  await given('one')
  const reader = await gateway.connected('read')
  const reads = Array.from({ length: 40 }, () => reader.getData(path))
  const huge = { path: freshPath(), data: Buffer.alloc(1_048_576) }
  await expect(createZnode(by(gateway), huge)).rejects.toMatchObject({ code: 'too-large' })
  expect(await Promise.all(reads)).toHaveLength(40)
})

test('a parent’s ACL that ZooKeeper shows with masked digests is not copied', async () => {
  const acl = [
    { scheme: 'digest', id: 'ada:VtiBJkaKgf6tJ9NGLVPFNtQ3yQk=', permissions: ['admin' as const] },
    { scheme: 'world', id: 'anyone', permissions: ['read' as const, 'create' as const] },
  ]
  await foreign.create(path, null, { mode: 'persistent', acl })
  const child = { path: `${path}/child` as ZnodePath, data: null }
  await expect(createZnode(by(gateway), child)).rejects.toMatchObject({ code: 'no-auth', path })
})
