import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { startZooKeeper } from '@/e2e/zookeeper/standalone'
import { planAclUndo as contract } from '@/lib/api/acl'
import type { Change } from '@/lib/api/history'
import { whoWeAre } from '@/lib/server/cluster/write/own-rights'
import { setAcl } from '@/lib/server/cluster/write/set-acl'
import { aclBefore, undoneAcl } from '@/lib/server/history/queries/acl-before'
import { readChange } from '@/lib/server/history/queries/read-change'
import type { Place } from '@/lib/server/store/database/place'
import { never, type TestHistory } from '@/lib/server/testing/history'
import { recordingStage } from '@/lib/server/testing/recording'
import { eventually, PERSISTENT } from '@/lib/server/testing/sessions'
import { type AclEntry, OPEN_ACL, type Permission } from '@/lib/znode/acl'
import { planAclUndo } from './plan-acl-undo'

const ADA = { scheme: 'digest', credential: 'ada:secret' }
/** What ZooKeeper makes of `ada:secret`. */
const HASHED = 'ada:VTFFY3p38X0IKhZgzUit6nGpbgY='
const anyone = (...permissions: Permission[]): AclEntry => ({
  ...{ scheme: 'world', id: 'anyone', permissions },
})
const ada = (id: string): AclEntry => ({
  ...{ scheme: 'digest', id, permissions: ['read', 'write', 'create', 'delete', 'admin'] },
})
const CLOSED = [anyone('read', 'admin')]

const SUPER = { scheme: 'digest', credential: 'super:test' }
const SUPER_DIGEST = 'super:D/InIHSb7yEEbrWz8b9l71RjZJU='

/** Somebody else may do everything; Vivarium is nobody. */
const stage = recordingStage({
  startZooKeeper: () => {
    const property = 'zookeeper.DigestAuthenticationProvider.superDigest'
    return startZooKeeper({ javaOptions: [`-D${property}=${SUPER_DIGEST}`] })
  },
  auth: [SUPER],
})
const AS_ADA = { auth: [ADA] }

/** A znode of which the history saw these ACLs, each a change of its own. */
async function given(vivarium: TestHistory, first: AclEntry[], ...next: AclEntry[][]) {
  const { foreign, path } = stage
  const how = { ...PERSISTENT, acl: first }
  const { stat } = (await foreign.create(path, Buffer.from('one'), how)).value
  await vivarium.recorded(path, 1)
  for (const [aversion, acl] of next.entries()) {
    await foreign.setAcl(path, acl, aversion)
    await noticed(vivarium, aversion + 2)
  }
  const [change = never()] = await vivarium.changes({ path })
  return { change, seen: { path, aversion: next.length, czxid: stat.czxid } }
}

/** The history learns of another ACL when somebody opens the znode. */
async function noticed(vivarium: TestHistory, count: number) {
  const { foreign, path } = stage
  vivarium.history.recorder.shown(path, await foreign.getData(path))
  await vivarium.recorded(path, count)
}

const undone = (vivarium: TestHistory, { id, path, czxid }: Change) =>
  vivarium.history.query((db, cluster, sealer) =>
    undoneAcl(db, cluster, { path, id, sealer, czxid: czxid ?? never() }),
  )

async function plan(vivarium: TestHistory, { path, id }: Change) {
  const before = await vivarium.history.query((db, cluster, sealer) =>
    aclBefore(db, cluster, { path, id, sealer }),
  )
  const { gateway, config } = vivarium.cluster
  const session = await gateway.connected('read')
  const planned = await planAclUndo({ session, whoWeAre: () => whoWeAre(config) }, path, before)
  return contract.answer.parse(planned)
}

const inFull = (vivarium: TestHistory, change: Change) =>
  vivarium.history.query((db, cluster, sealer) => readChange(db, cluster, { ...change, sealer }))

const intentOf = (vivarium: TestHistory) =>
  vivarium.store.use((db) =>
    db
      .selectFrom('intent')
      .selectAll()
      .where('path', '=', stage.path)
      .orderBy('id', 'desc')
      .executeTakeFirst(),
  )

test('an ACL set through us is one change, with who, why, before and after, and the value', async () => {
  await stage.recording(async (vivarium) => {
    const { seen } = await given(vivarium, [...OPEN_ACL])
    await setAcl(vivarium.writing({ reason: 'Ticket 7' }), seen, CLOSED)
    await noticed(vivarium, 2)
    await eventually(() => vivarium.history.recorder.isIdle, 'noticed')
    const changes = await vivarium.changes({ path: stage.path })
    expect(changes.map(({ kind }) => kind)).toEqual(['acl', 'created'])
    const [change = never()] = changes
    expect(change).toMatchObject({ aversion: 1, version: 0, person: 'ada', reason: 'Ticket 7' })
    const { acl, after } = await inFull(vivarium, change)
    expect(acl).toEqual({ before: OPEN_ACL, after: CLOSED })
    expect(Buffer.from(after.data ?? '', 'base64').toString()).toBe('one')
  })
})

test('one of a znode that nobody had recorded is recorded with the ACL it replaced', async () => {
  const { foreign, path } = stage
  const { value } = await foreign.create(path, null, { ...PERSISTENT, acl: CLOSED })
  await stage.recording(async (vivarium) => {
    const seen = { path, aversion: 0, czxid: value.stat.czxid }
    await setAcl(vivarium.writing(), seen, OPEN_ACL)
    const [change = never()] = await vivarium.recorded(path, 2)
    expect((await inFull(vivarium, change)).acl).toEqual({ before: CLOSED, after: OPEN_ACL })
  })
})

test('the ACL from before comes back with its digests, which no plan and no row in the open tells', async () => {
  await stage.recording(async (vivarium) => {
    const before = [ada(HASHED), anyone('read')]
    const { change, seen } = await given(vivarium, before, CLOSED)
    const planned = await plan(vivarium, change)
    expect(planned).toMatchObject({ blocked: null, now: { acl: CLOSED, aversion: 1 }, loses: [] })
    expect(planned.next?.[0]?.id).toBe('ada:x')
    await setAcl(vivarium.writing(), seen, await undone(vivarium, change))
    expect((await stage.foreign.getAcl(stage.path)).value.acl).toEqual(before)
    expect(JSON.stringify(await intentOf(vivarium))).not.toContain('VTFFY3p38X0IKhZgzUit6nGpbgY')
  }, AS_ADA)
})

test('another password of the same user is said, since masked digests look alike', async () => {
  await stage.recording(async (vivarium) => {
    const before = [ada(HASHED), ada('bob:old='), anyone('read')]
    const { change } = await given(vivarium, before, [ada(HASHED), ada('bob:new='), anyone('read')])
    expect(await plan(vivarium, change)).toMatchObject({ blocked: null, passwords: ['bob'] })
  }, AS_ADA)
})

test('digests that ZooKeeper hid from us are not given back, and the plan says so', async () => {
  await stage.recording(async (vivarium) => {
    const { change } = await given(vivarium, [ada(HASHED), anyone('read')], CLOSED)
    expect(await plan(vivarium, change)).toMatchObject({ blocked: 'masked', loses: null })
    await expect(undone(vivarium, change)).rejects.toMatchObject({ code: 'acl-not-kept' })
  })
})

test('who may not change the ACL of now is told before it is tried', async () => {
  await stage.recording(async (vivarium) => {
    const { change } = await given(vivarium, CLOSED, [ada(HASHED), anyone('read')])
    expect(await plan(vivarium, change)).toMatchObject({ blocked: 'no-admin' })
  })
})

test('the rights that Vivarium itself would lose are told', async () => {
  await stage.recording(async (vivarium) => {
    const elsewhere: AclEntry = { scheme: 'ip', id: '10.0.0.0/8', permissions: ['admin'] }
    const before = [elsewhere, anyone('read', 'write')]
    const { change } = await given(vivarium, before, [...OPEN_ACL])
    const loses = ['create', 'delete', 'admin']
    expect(await plan(vivarium, change)).toMatchObject({ blocked: null, loses })
  })
})

test('an ACL that the znode has again is none to put back', async () => {
  await stage.recording(async (vivarium) => {
    const { change } = await given(vivarium, CLOSED, [...OPEN_ACL])
    await stage.foreign.setAcl(stage.path, CLOSED, 1)
    expect(await plan(vivarium, change)).toMatchObject({ blocked: 'same', now: { aversion: 2 } })
  })
})

test('a change of another incarnation, of another path or of a value undoes no ACL', async () => {
  await stage.recording(async (vivarium) => {
    const { foreign, path } = stage
    const { change } = await given(vivarium, CLOSED, [...OPEN_ACL])
    const [, creation = never()] = await vivarium.changes({ path })
    await expect(undone(vivarium, creation)).rejects.toMatchObject({ code: 'no-change' })
    const elsewhere = { ...change, path: '/elsewhere' as typeof path }
    await expect(undone(vivarium, elsewhere)).rejects.toMatchObject({ code: 'no-change' })
    await foreign.delete(path, 0)
    await expect(plan(vivarium, change)).rejects.toMatchObject({ code: 'deleted' })
    const { stat } = (await foreign.create(path, null, PERSISTENT)).value
    await expect(plan(vivarium, change)).rejects.toMatchObject({ code: 'recreated' })
    const another = { ...change, czxid: stat.czxid }
    await expect(undone(vivarium, another)).rejects.toMatchObject({ code: 'recreated' })
  })
})

/** What a process that died in the middle left behind: an intent without an outcome. */
async function abandoned(vivarium: TestHistory, place: Place, acl: readonly AclEntry[]) {
  const { seen } = await given(vivarium, [...OPEN_ACL])
  const dying = stage.open({ place })
  const session = await dying.cluster.gateway.connected('write')
  const { path, aversion: version, czxid } = seen
  const author = { person: 'ada', reason: 'Ticket 7' }
  const about = { path, op: 'acl', seen: { path, version, czxid } } as const
  const sent = { data: null, acl, replaced: null, before: session.health.lastZxid }
  const { key } = session
  const intent = { ...about, ...sent, author, key: key ?? never() }
  await dying.history.journal.begin([intent], randomUUID())
  return { dying, session, ...seen }
}

async function resolved(vivarium: TestHistory) {
  await eventually(async () => (await vivarium.history.resolveOnce()) === 0)
  const { outcome, code, session_password } = (await intentOf(vivarium)) ?? never()
  return { outcome, code, session_password }
}

test('an ACL that a dying process had set is found out, with its reason in the history', async () => {
  const place = stage.ownPlace()
  await stage.recording(
    async (vivarium) => {
      const { dying, session, path } = await abandoned(vivarium, place, CLOSED)
      await session.setAcl(path, CLOSED, 0)
      const applied = { outcome: 'applied', code: null, session_password: null }
      expect(await resolved(vivarium)).toEqual(applied)
      const [change = never()] = await vivarium.recorded(path, 2)
      expect(change).toMatchObject({ kind: 'acl', aversion: 1, reason: 'Ticket 7' })
      expect((await inFull(vivarium, change)).acl.after).toEqual(CLOSED)
      await dying.close()
    },
    { place },
  )
})

test.each([
  ['was not sent', 'failed', 'connection-lost', null],
  ['another took the place of', 'refused', 'bad-version', [anyone('admin')]],
  ['cannot be told from a masked one', 'unknown', 'outcome-unknown', [ada(HASHED), anyone('read')]],
])('an ACL of a dying process that %s is told as such', async (_, outcome, code, theirs) => {
  const place = stage.ownPlace()
  await stage.recording(
    async (vivarium) => {
      const { dying, path } = await abandoned(vivarium, place, CLOSED)
      if (theirs) await stage.foreign.setAcl(path, theirs, 0)
      expect(await resolved(vivarium)).toMatchObject({ outcome, code })
      await dying.close()
    },
    { place },
  )
})
