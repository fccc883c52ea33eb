import { expect, test } from 'vitest'
import { startZooKeeper } from '@/e2e/zookeeper/standalone'
import { readChange as contract } from '@/lib/api/history'
import { commitChangeSet } from '@/lib/server/cluster/write/commit-change-set'
import { planSubtree } from '@/lib/server/history/restore/plan-restore'
import { fromWire } from '@/lib/server/history/restore/resolve-steps'
import { lastAclOf } from '@/lib/server/history/rows/acl-at'
import { never, SEARCHER, type TestHistory } from '@/lib/server/testing/history'
import { recordingStage } from '@/lib/server/testing/recording'
import { eventually, freshPath, statAt } from '@/lib/server/testing/sessions'
import { type AclEntry, OPEN_ACL } from '@/lib/znode/acl'
import { childOf, type ZnodePath } from '@/lib/znode/path'
import type { Hex64 } from '@/lib/znode/zxid'
import { readChange } from './read-change'

const ADA = { scheme: 'digest', credential: 'ada:secret' }
const LONG = 'x'.repeat(10_001)
/** What ZooKeeper makes of `ada:secret`. */
const HASHED = 'ada:VTFFY3p38X0IKhZgzUit6nGpbgY='
const everybody = (...permissions: AclEntry['permissions'][number][]): AclEntry => ({
  ...{ scheme: 'world', id: 'anyone', permissions },
})
const OURS: AclEntry[] = [
  { scheme: 'auth', id: '', permissions: ['read', 'write', 'create', 'delete', 'admin'] },
  everybody('read'),
]

/** Somebody else is ada; Vivarium is nobody. */
const stage = recordingStage({ startZooKeeper, auth: [ADA] })

/** A subtree that was there at the moment answered, each znode with its ACL, and is gone. */
async function goneSubtree(vivarium: TestHistory, acls: Record<string, readonly AclEntry[]>) {
  const { foreign, path } = stage
  const paths = [path, ...Object.keys(acls).map((name) => childOf(path, name))]
  for (const [index, each] of paths.entries()) {
    const acl = index === 0 ? OPEN_ACL : (Object.values(acls)[index - 1] ?? OPEN_ACL)
    await foreign.create(each, Buffer.from('then'), { mode: 'persistent', acl })
    await vivarium.recorded(each, 1)
  }
  const at = (await statAt(foreign, paths.at(-1) ?? path)).mtime + 5
  await eventually(() => Date.now() > at, 'what comes is later than that moment')
  for (const each of paths.toReversed()) {
    await foreign.delete(each, -1)
    await vivarium.recorded(each, 2)
  }
  return { path, at, paths }
}

type Asked = { path: ZnodePath; at: number; paths: ZnodePath[] }

const plan = (vivarium: TestHistory, asked: Asked) =>
  vivarium.history.search(SEARCHER, async (search, cluster) => {
    const session = await vivarium.cluster.gateway.connected('read')
    return await planSubtree({ search, cluster, session }, { ...asked, maxBytes: 1_000_000 })
  })

async function restore(vivarium: TestHistory, asked: Asked) {
  const { steps } = await plan(vivarium, asked)
  const taken = await vivarium.history.query((db, cluster, sealer) =>
    fromWire(db, cluster, { steps, sealer }),
  )
  await commitChangeSet(vivarium.writing(), taken)
}

test('a znode is made again with the ACL it had, not with its parent’s', async () => {
  await stage.recording(async (vivarium) => {
    const closed = [everybody('read')]
    const asked = await goneSubtree(vivarium, { closed, open: OPEN_ACL })
    const { acls } = await plan(vivarium, asked)
    expect(acls.map(({ from, why, acl }) => ({ from, why, acl }))).toEqual(
      [OPEN_ACL, closed, OPEN_ACL].map((acl) => ({ from: 'recorded', why: null, acl })),
    )
    await restore(vivarium, asked)
    const [, first = asked.path] = asked.paths
    expect((await stage.foreign.getAcl(first)).value.acl).toEqual(closed)
  })
})

test('an ACL whose parts are longer than ours may be is told and given back like any other', async () => {
  await stage.recording(async (vivarium) => {
    const long = [...OPEN_ACL, { ...everybody('read'), scheme: 'digest', id: `${LONG}:x=` }]
    const asked = await goneSubtree(vivarium, { long })
    const [, znode = asked.path] = asked.paths
    const [deletion] = await vivarium.recorded(znode, 2)
    const change = await vivarium.history.query((db, cluster, sealer) =>
      readChange(db, cluster, { ...(deletion ?? never()), sealer }),
    )
    expect(contract.answer.parse(change).acl.before?.[1]?.id).toBe(`${LONG}:x`)
    expect((await plan(vivarium, asked)).acls[1]?.from).toBe('recorded')
    await restore(vivarium, asked)
    expect((await stage.foreign.getAcl(znode)).value.acl).toEqual(long)
  })
})

test('where its digests were masked, it inherits, and the plan says so', async () => {
  await stage.recording(async (vivarium) => {
    const asked = await goneSubtree(vivarium, { masked: OURS })
    const { acls, steps } = await plan(vivarium, asked)
    expect(acls[1]).toEqual({
      ...{ path: asked.paths[1], from: 'inherited', why: 'masked', of: asked.path },
      acl: OPEN_ACL,
    })
    expect(steps.filter((step) => 'aclOf' in step)).toHaveLength(1)
  })
})

test('digests that we were shown are kept, given back, and masked in the plan', async () => {
  await stage.recording(
    async (vivarium) => {
      const asked = await goneSubtree(vivarium, { ours: OURS })
      const [, ours = asked.path] = asked.paths
      const { acls } = await plan(vivarium, asked)
      expect(acls[1]?.from).toBe('recorded')
      expect(acls[1]?.acl?.[0]).toMatchObject({ scheme: 'digest', id: 'ada:x' })
      await restore(vivarium, asked)
      expect((await stage.foreign.getAcl(ours)).value.acl[0]).toMatchObject({ id: HASHED })
    },
    { auth: [ADA] },
  )
})

test('of one incarnation it is the last that was recorded, and none that was masked', async () => {
  await stage.recording(async (vivarium) => {
    const { foreign, path } = stage
    const masked = freshPath()
    const last = (at: ZnodePath, czxid: Hex64) =>
      vivarium.history.query((db, cluster, sealer) =>
        lastAclOf(db, cluster, { path: at, czxid, sealer }),
      )
    const { value } = await foreign.create(path, null, { mode: 'persistent', acl: OPEN_ACL })
    const { value: other } = await foreign.create(masked, null, { mode: 'persistent', acl: OURS })
    for (const each of [path, masked]) await vivarium.recorded(each, 1)
    const closed = [everybody('read', 'admin')]
    await foreign.setAcl(path, closed, 0)
    vivarium.history.recorder.shown(path, await foreign.getData(path))
    await vivarium.recorded(path, 2)
    await foreign.delete(path, 0)
    await vivarium.recorded(path, 3)
    expect(await last(path, value.stat.czxid)).toEqual(closed)
    expect(await last(path, other.stat.czxid)).toBeUndefined()
    expect(await last(masked, other.stat.czxid)).toBeUndefined()
  })
})

test('a recorded ACL is given to its own znode alone', async () => {
  await stage.recording(async (vivarium) => {
    const asked = await goneSubtree(vivarium, { closed: [everybody('read')] })
    const { steps } = await plan(vivarium, asked)
    const stolen = steps.map((step) => ({ ...step, path: freshPath() }))
    const taking = vivarium.history.query((db, cluster, sealer) =>
      fromWire(db, cluster, { steps: stolen, sealer }),
    )
    await expect(taking).rejects.toMatchObject({ code: 'no-change' })
  })
})
