import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import { ClusterHistory } from '@/lib/server/process/cluster-history'
import { Store } from '@/lib/server/store/store'
import { openHistory, scratchFolder, type TestHistory } from '@/lib/server/testing/history'
import { closeAll, connected, freshPath, PERSISTENT } from '@/lib/server/testing/sessions'
import { systemWorld } from '@/lib/server/zookeeper/client/open-session'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'

const PATIENCE = { timeout: 10_000, interval: 50 }

let zookeeper: ZooKeeperServer
let foreign: ZooKeeperSession
/** The process that began the write. */
let dying: TestHistory
/** Another, which has another key and a clock of its own. */
let later: ClusterHistory
let store: Store
let path: ZnodePath
let aheadMs = 0
/** How wrong the clock of the later process is. */
let clockMs = 0
const scratch = scratchFolder()
const place = { kind: 'file', folder: scratch.folder } as const

beforeAll(async () => {
  zookeeper = await startZooKeeper()
  foreign = await connected(zookeeper.port)
  dying = openHistory({ port: zookeeper.port, place })
  await dying.store.use(async () => undefined)
  store = new Store({ ...place, secret: 'another key than the file beside' })
  await vi.waitFor(async () => {
    // Somebody accepted that the key is another one; the first process may just have told its own.
    rmSync(join(scratch.folder, 'vivarium.state'), { force: true })
    await store.use(async () => undefined)
  }, PATIENCE)
  const world = {
    ...systemWorld,
    wallClock: () => Date.now() + clockMs,
    now: () => performance.now() + aheadMs,
  }
  const { gateway } = dying.cluster
  later = new ClusterHistory({ gateway, store, world, isShared: false })
})

afterAll(async () => {
  await later.close()
  await store.close()
  await dying.close()
  await closeAll()
  await zookeeper.stop()
  scratch.remove()
})

beforeEach(() => {
  path = freshPath()
  aheadMs = 0
  clockMs = 0
})

const rowOf = async (at: ZnodePath) => {
  const query = store.use((db) =>
    db.selectFrom('intent').selectAll().where('path', '=', at).executeTakeFirstOrThrow(),
  )
  return await query
}

/** A write that was begun and, if it is `sent`, applied; nobody said what became of it. */
async function abandoned({ sent }: { sent: boolean }): Promise<Buffer> {
  const { czxid } = (await foreign.create(path, Buffer.from('one'), PERSISTENT)).value.stat
  const session = await dying.cluster.gateway.connected('write')
  const { key } = session
  if (!key) throw new Error('the session has no key')
  const data = Buffer.from('two')
  const seen = { path, version: 0, czxid }
  const intent = { path, op: 'set', seen, data, replaced: null, before: czxid, key } as const
  const author = { person: 'ada', reason: null }
  await dying.history.journal.begin([{ ...intent, author }], randomUUID())
  if (sent) await session.setData(path, data, 0)
  return key.password
}

test('the password of an open intent is in no reader’s hands', async () => {
  const password = await abandoned({ sent: true })
  const { session_password } = await rowOf(path)
  const stored = Buffer.from(session_password ?? '', 'base64url')
  expect(stored.length).toBeGreaterThan(password.length)
  expect(stored.includes(password)).toBe(false)
  expect(session_password).not.toContain(password.toString('hex'))
  await dying.history.resolveOnce()
  await later.resolveOnce()
  aheadMs = 61_000
  await later.resolveOnce()
})

test.each([
  ['applied', { sent: true }, { outcome: 'applied', code: null }],
  ['not applied', { sent: false }, { outcome: 'failed', code: 'connection-lost' }],
])('an intent sealed with another key waits until its session is over: %s', async (_, how, end) => {
  await abandoned(how)
  expect(await later.resolveOnce()).toBe(1)
  expect(await rowOf(path)).toMatchObject({ outcome: null })
  clockMs = 100 * 86_400_000
  expect(await later.resolveOnce()).toBe(1)
  aheadMs = 61_000
  expect(await later.resolveOnce()).toBe(0)
  expect(await rowOf(path)).toMatchObject({ ...end, session_password: null })
})

test('an attempt is begun once', async () => {
  const seen = { path, version: 0, czxid: '0x1' } as const
  const { key } = await dying.cluster.gateway.connected('write')
  if (!key) throw new Error('the session has no key')
  const author = { person: 'ada', reason: null }
  const rest = { op: 'delete', data: null, replaced: null, before: '0x1' } as const
  const intent = { ...rest, path, seen, author, key }
  const attempt = randomUUID()
  const settle = await dying.history.journal.begin([intent, intent], attempt)
  const again = dying.history.journal.begin([intent], attempt)
  await expect(again).rejects.toMatchObject({ code: 'invalid-request' })
  await settle([0, 1].map(() => ({ kind: 'failed', code: 'not-live' })))
})
