import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import { commitChangeSet } from '@/lib/server/cluster/change-set'
import { openHistory, scratchFolder, type TestHistory } from '@/lib/server/testing-history'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { closeAll, connected, eventually, freshPath } from '@/lib/server/zookeeper/testing'
import { type AclEntry, OPEN_ACL } from '@/lib/znode/acl'
import { childOf, type ZnodePath } from '@/lib/znode/path'
import { planSubtree } from './plan-restore'
import { fromWire } from './wire-steps'

let zookeeper: ZooKeeperServer
/** Somebody else, who is ada too. */
let foreign: ZooKeeperSession
let vivarium: TestHistory
const scratch = scratchFolder()
const place = { kind: 'file', folder: scratch.folder } as const

const ADA = { scheme: 'digest', credential: 'ada:secret' }
/** What ZooKeeper makes of `ada:secret`. */
const HASHED = 'ada:VTFFY3p38X0IKhZgzUit6nGpbgY='
const everybody = (...permissions: AclEntry['permissions'][number][]): AclEntry => ({
  ...{ scheme: 'world', id: 'anyone', permissions },
})
const OURS: AclEntry[] = [
  { scheme: 'auth', id: '', permissions: ['read', 'write', 'create', 'delete', 'admin'] },
  everybody('read'),
]

beforeAll(async () => {
  zookeeper = await startZooKeeper()
  foreign = await connected(zookeeper.port, { auth: [ADA] })
  vivarium = openHistory({ port: zookeeper.port, place })
  await eventually(() => vivarium.cluster.live.state().state === 'live', 'live')
})

afterAll(async () => {
  await vivarium.close()
  await closeAll()
  await zookeeper.stop()
  scratch.remove()
})

/** A subtree that was there at the moment answered, each znode with its ACL, and is gone. */
async function goneSubtree(acls: Record<string, readonly AclEntry[]>) {
  const path = freshPath()
  const paths = [path, ...Object.keys(acls).map((name) => childOf(path, name))]
  for (const [index, each] of paths.entries()) {
    const acl = index === 0 ? OPEN_ACL : (Object.values(acls)[index - 1] ?? OPEN_ACL)
    await foreign.create(each, Buffer.from('then'), { mode: 'persistent', acl })
    await vivarium.recorded(each, 1)
  }
  const at = ((await foreign.exists(paths.at(-1) ?? path)).value?.mtime ?? 0) + 5
  // The deletion must be a later one by ZooKeeper's clock.
  await sleep(20)
  for (const each of paths.toReversed()) {
    await foreign.delete(each, -1)
    await vivarium.recorded(each, 2)
  }
  return { path, at, paths }
}

const plan = (asked: { path: ZnodePath; at: number; paths: ZnodePath[] }) =>
  vivarium.history.query(async (db, cluster) => {
    const session = await vivarium.cluster.gateway.connected('read')
    return await planSubtree({ db, cluster, session }, { ...asked, maxBytes: 1_000_000 })
  })

async function restore(asked: { path: ZnodePath; at: number; paths: ZnodePath[] }) {
  const { steps } = await plan(asked)
  const taken = await vivarium.history.query((db, cluster) => fromWire(db, cluster, steps))
  await commitChangeSet(vivarium.writing(), taken)
}

test('a znode is made again with the ACL it had, not with its parent’s', async () => {
  const closed = [everybody('read')]
  const asked = await goneSubtree({ closed, open: OPEN_ACL })
  const { acls } = await plan(asked)
  expect(acls.map(({ from, why, acl }) => ({ from, why, acl }))).toEqual(
    [OPEN_ACL, closed, OPEN_ACL].map((acl) => ({ from: 'recorded', why: null, acl })),
  )
  await restore(asked)
  const [, first] = asked.paths
  expect((await foreign.getAcl(first ?? asked.path)).value.acl).toEqual(closed)
})

test('where its digests were masked, it inherits, and the plan says so', async () => {
  const asked = await goneSubtree({ masked: OURS })
  const { acls, steps } = await plan(asked)
  expect(acls[1]).toEqual({
    ...{ path: asked.paths[1], from: 'inherited', why: 'masked', of: asked.path },
    acl: OPEN_ACL,
  })
  expect(steps.filter((step) => 'aclOf' in step)).toHaveLength(1)
})

test('digests that we were shown are kept, given back, and masked in the plan', async () => {
  const own = scratchFolder()
  const known = openHistory({
    ...{ port: zookeeper.port, place: { kind: 'file', folder: own.folder }, auth: [ADA] },
  })
  const other = vivarium
  vivarium = known
  try {
    await eventually(() => known.cluster.live.state().state === 'live', 'live')
    const asked = await goneSubtree({ ours: OURS })
    const [, ours = asked.path] = asked.paths
    const { acls } = await plan(asked)
    expect(acls[1]?.from).toBe('recorded')
    expect(acls[1]?.acl?.[0]).toMatchObject({ scheme: 'digest', id: 'ada:x' })
    await restore(asked)
    expect((await foreign.getAcl(ours)).value.acl[0]).toMatchObject({ id: HASHED })
  } finally {
    vivarium = other
    await known.close()
    own.remove()
  }
})

test('a recorded ACL is given to its own znode alone', async () => {
  const asked = await goneSubtree({ closed: [everybody('read')] })
  const { steps } = await plan(asked)
  const stolen = steps.map((step) => ({ ...step, path: freshPath() }))
  const taking = vivarium.history.query((db, cluster) => fromWire(db, cluster, stolen))
  await expect(taking).rejects.toMatchObject({ code: 'no-change' })
})
