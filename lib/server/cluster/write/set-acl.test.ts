import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
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
} from '@/lib/server/testing/sessions'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { type AclEntry, OPEN_ACL, type Permission } from '@/lib/znode/acl'
import { ROOT, type ZnodePath } from '@/lib/znode/path'
import { setAcl } from './set-acl'
import type { Intent, Outcome, Writing } from './write-context'

const ADA = { scheme: 'digest', credential: 'ada:secret' }
/** What ZooKeeper makes of `ada:secret`. */
const HASHED = 'ada:VTFFY3p38X0IKhZgzUit6nGpbgY='
const anyone = (...permissions: Permission[]): AclEntry => ({
  ...{ scheme: 'world', id: 'anyone', permissions },
})
const CLOSED = [anyone('read', 'admin')]

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
  foreign = await connected(zookeeper.port, { auth: [ADA] })
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

async function given(acl: readonly AclEntry[] = OPEN_ACL) {
  const how = { ...PERSISTENT, acl }
  const { stat } = (await foreign.create(path, Buffer.from('one'), how)).value
  return { path, aversion: stat.aversion, czxid: stat.czxid }
}

/** What the journal was told. */
const intents: Intent[] = []
const outcomes: Outcome[] = []

function by(through: ClusterGateway): Writing {
  const settle = async (all: readonly Outcome[]) => void outcomes.push(...all)
  const begin = (all: readonly Intent[]) => {
    intents.push(...all)
    return Promise.resolve(settle)
  }
  return { gateway: through, journal: { begin }, author: { person: 'ada', reason: null } }
}

const aclNow = async () => (await foreign.getAcl(path)).value

const strike = async (how: Strike) => strikeAt(await gateway.connected('write'), 'setAcl', how)

test('the ACL is another one once ZooKeeper says so, with its version, and the value is as it was', async () => {
  const seen = await given()
  const { value: stat } = await setAcl(by(gateway), seen, CLOSED)
  expect(await aclNow()).toEqual({ acl: CLOSED, stat })
  expect(stat).toMatchObject({ aversion: 1, version: 0 })
  expect(intents.at(-1)).toMatchObject({ op: 'acl', seen: { version: 0 }, acl: CLOSED })
  expect(outcomes.at(-1)).toMatchObject({ kind: 'applied' })
})

describe('it is left as it is', () => {
  test('when it was changed since, and that is told as a conflict', async () => {
    const seen = await given()
    const theirs = [anyone('read', 'write', 'admin')]
    await foreign.setAcl(path, theirs, 0)
    await expect(setAcl(by(gateway), seen, CLOSED)).rejects.toMatchObject({ code: 'bad-version' })
    expect(await aclNow()).toMatchObject({ acl: theirs, stat: { aversion: 1 } })
    expect(outcomes.at(-1)).toMatchObject({ kind: 'refused', code: 'bad-version' })
  })

  test('when the znode is gone, or another one has its path', async () => {
    const seen = await given()
    await foreign.delete(path, 0)
    await expect(setAcl(by(gateway), seen, CLOSED)).rejects.toMatchObject({ code: 'deleted' })
    await given()
    await expect(setAcl(by(gateway), seen, CLOSED)).rejects.toMatchObject({ code: 'recreated' })
    expect((await aclNow()).acl).toEqual(OPEN_ACL)
  })

  test('when we may not administer the znode, and the missing permission is named', async () => {
    const seen = await given([anyone('read', 'write', 'create', 'delete')])
    const detail = expect.stringContaining('“admin”')
    await expect(setAcl(by(gateway), seen, CLOSED)).rejects.toMatchObject({
      code: 'no-auth',
      detail,
    })
  })

  test.each([
    ['a scheme that nobody knows', [{ ...anyone('read'), scheme: 'kerberos', id: 'ada' }]],
    ['a digest of one part', [{ ...anyone('read'), scheme: 'digest', id: 'ada' }]],
    ['a host name', [{ ...anyone('read'), scheme: 'ip', id: 'localhost' }]],
    ['no entry', []],
  ])('when ZooKeeper refuses it: %s', async (_, acl) => {
    const seen = await given()
    const refused = setAcl(by(gateway), seen, acl, { locksOut: true })
    await expect(refused).rejects.toMatchObject({ code: 'invalid-acl' })
    expect((await aclNow()).acl).toEqual(OPEN_ACL)
  })

  test('when a masked digest is given, which would lock its user out', async () => {
    const seen = await given()
    const masked = [{ ...anyone('read'), scheme: 'digest', id: 'ada:x' }]
    await expect(setAcl(by(gateway), seen, masked)).rejects.toMatchObject({ code: 'invalid-acl' })
    expect((await aclNow()).acl).toEqual(OPEN_ACL)
  })

  test.each([
    ['long entries', Array.from({ length: 200 }, (_, at) => `ada${at}:${'x'.repeat(9_000)}`)],
    ['very many small entries', Array.from({ length: 50_000 }, (_, at) => `a${at}:b`)],
  ])('when it is larger than a value may be, before a byte is sent: %s', async (_, ids) => {
    const seen = await given()
    const huge = ids.map((id) => ({ ...anyone('read'), scheme: 'digest', id }))
    const refused = setAcl(by(gateway), seen, [...OPEN_ACL, ...huge])
    await expect(refused).rejects.toMatchObject({ code: 'too-large' })
    expect((await gateway.connected('write')).status).toBe('connected')
  })

  test.each([
    ['no one', []],
    ['anyone who reads', [anyone('read', 'write', 'create', 'delete')]],
    ['somebody else', [{ ...anyone('read', 'admin'), scheme: 'digest', id: HASHED }]],
    ['clients elsewhere', [{ ...anyone('admin'), scheme: 'ip', id: '10.0.0.0/8' }]],
    [
      'thousands who may not either, so that nobody looks for us among them',
      Array.from({ length: 5_001 }, (_, index) => ({
        ...{ ...anyone('read'), scheme: 'ip', id: `10.${index >> 8}.${index & 255}.0/24` },
      })),
    ],
  ])('when we could not change it again, unless that is said to be meant: %s', async (_, acl) => {
    const seen = await given()
    const closed = [anyone('read'), ...acl]
    await expect(setAcl(by(gateway), seen, closed)).rejects.toMatchObject({ code: 'locks-out' })
    expect(await aclNow()).toMatchObject({ acl: OPEN_ACL, stat: { aversion: 0 } })
    await setAcl(by(gateway), seen, closed, { locksOut: true })
    expect((await aclNow()).stat.aversion).toBe(1)
  })

  test('when it is that of the root and we could not change it again', async () => {
    const root = { path: ROOT, ...(await foreign.getAcl(ROOT)).value.stat }
    const refused = setAcl(by(gateway), root, [anyone('read')])
    await expect(refused).rejects.toMatchObject({ code: 'locks-out' })
    expect((await foreign.getAcl(ROOT)).value.acl).toEqual(OPEN_ACL)
  })

  test('in a cluster that is read-only, and where the configuration protects', async () => {
    const seen = await given()
    for (const [how, code] of [
      [{ readOnly: true }, 'read-only'],
      [{ protectedPaths: [path] }, 'protected'],
    ] as const) {
      const guarded = open({ ...how })
      await expect(setAcl(by(guarded), seen, CLOSED)).rejects.toMatchObject({ code })
      await guarded.close()
    }
  })
})

test('“admin” is enough: what it protects need not be readable', async () => {
  const seen = await given([anyone('admin')])
  await setAcl(by(gateway), seen, CLOSED)
  expect((await aclNow()).acl).toEqual(CLOSED)
})

describe('a change of an ACL whose answer got lost', () => {
  test('is reported as made when it was', async () => {
    const seen = await given()
    await strike(losingAnswer(proxy))
    const { value } = await setAcl(by(gateway), seen, CLOSED)
    expect(await aclNow()).toEqual({ acl: CLOSED, stat: value })
  })

  test('is reported as not made when it got lost itself, and cannot land later', async () => {
    const seen = await given()
    await strike(losingRequest(proxy))
    const refused = setAcl(by(gateway), seen, CLOSED)
    await expect(refused).rejects.toMatchObject({ code: 'connection-lost' })
    expect(await aclNow()).toMatchObject({ acl: OPEN_ACL, stat: { aversion: 0 } })
  })

  test('is a conflict when somebody else set another one meanwhile', async () => {
    const seen = await given()
    const after = async () => {
      await foreign.setAcl(path, [anyone('read', 'write', 'admin')], 0)
      proxy.unsilence()
    }
    await strike({ ...losingRequest(proxy), after })
    const refused = setAcl(by(gateway), seen, CLOSED)
    await expect(refused).rejects.toMatchObject({ code: 'bad-version' })
  })

  test('stays unknown when ZooKeeper masks what there is, which may or may not be ours', async () => {
    const seen = await given()
    await strike(losingAnswer(proxy))
    const theirs = [{ ...anyone('admin'), scheme: 'digest', id: HASHED }, anyone('read')]
    const unsure = setAcl(by(gateway), seen, theirs, { locksOut: true })
    await expect(unsure).rejects.toMatchObject({ code: 'outcome-unknown' })
    expect((await aclNow()).acl).toEqual(theirs)
  })

  test('stays unknown when it was changed twice since', async () => {
    const seen = await given()
    const after = async () => {
      for (const aversion of [0, 1]) await foreign.setAcl(path, OPEN_ACL, aversion)
      proxy.unsilence()
    }
    await strike({ ...losingRequest(proxy), after })
    const unsure = setAcl(by(gateway), seen, CLOSED)
    await expect(unsure).rejects.toMatchObject({ code: 'outcome-unknown' })
  })
})

test('nothing is sent while its intent cannot be kept', async () => {
  const seen = await given()
  const begin = () => Promise.reject(new Error('full'))
  const writing = { ...by(gateway), journal: { begin } }
  await expect(setAcl(writing, seen, CLOSED)).rejects.toThrow('full')
  expect((await aclNow()).stat.aversion).toBe(0)
})
