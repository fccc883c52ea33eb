import { afterAll, beforeAll, expect, test } from 'vitest'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import { NOTHING_RECORDED } from '@/lib/server/testing/history-scope'
import { closeAll, connected, freshPath, optionsFor } from '@/lib/server/testing/sessions'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { type AclEntry, isSameAcl, PERMISSIONS, type Permission } from '@/lib/znode/acl'
import { childOf } from '@/lib/znode/path'
import { grantedTo, type Identity, rightsLost, whoWeAre } from './own-rights'

const ADA = { scheme: 'digest', credential: 'ada:secret' }
const HASHED = 'ada:VTFFY3p38X0IKhZgzUit6nGpbgY='
const SUPER = 'super:D/InIHSb7yEEbrWz8b9l71RjZJU='

let zookeeper: ZooKeeperServer
/** May do everything, and so prepares what is asked about. */
let superuser: ZooKeeperSession

beforeAll(async () => {
  const javaOptions = [`-Dzookeeper.DigestAuthenticationProvider.superDigest=${SUPER}`]
  zookeeper = await startZooKeeper({ javaOptions })
  superuser = await connected(zookeeper.port, {
    auth: [{ scheme: 'digest', credential: 'super:test' }],
  })
})

afterAll(async () => {
  await closeAll()
  await zookeeper.stop()
})

const entry = (scheme: string, id: string, ...permissions: Permission[]): AclEntry => ({
  ...{ scheme, id, permissions },
})

const configOf = (auth: Array<{ scheme: string; credential: string }>) => ({
  ...{ id: 'main', name: 'main', readOnly: false, protectedPaths: [], history: NOTHING_RECORDED },
  session: optionsFor(zookeeper.port, { auth }),
})

const ACLS: AclEntry[][] = [
  [entry('world', 'anyone', ...PERMISSIONS)],
  [entry('world', 'anyone', 'read')],
  [entry('digest', HASHED, 'read', 'admin'), entry('world', 'anyone', 'read')],
  [entry('digest', 'ada:another=', ...PERMISSIONS)],
  [entry('ip', '127.0.0.1', 'write', 'delete')],
  [entry('ip', '127.0.0.0/8', 'create'), entry('world', 'anyone', 'read')],
  [entry('ip', '10.0.0.0/8', ...PERMISSIONS)],
  [entry('world', 'anyone')],
  [entry('ip', '127.0.0.0/31', 'read'), entry('ip', '126.0.0.0/7', 'write')],
  [entry('ip', '127.0.0.0/0', 'create'), entry('ip', '127.0.0.2/31', 'read')],
]

/** What ZooKeeper lets a session do with a znode that has this ACL. */
async function tried(session: ZooKeeperSession, acl: AclEntry[]): Promise<Permission[]> {
  const path = freshPath()
  await superuser.create(path, null, { mode: 'persistent', acl })
  await superuser.create(childOf(path, 'old'), null, { mode: 'persistent', acl })
  const tries: Record<Permission, () => Promise<unknown>> = {
    read: () => session.getData(path),
    write: () => session.setData(path, null, -1),
    create: () => session.create(childOf(path, 'new'), null, { mode: 'persistent', acl }),
    delete: () => session.delete(childOf(path, 'old'), -1),
    admin: () => session.setAcl(path, acl, -1),
  }
  const may = await Promise.all(
    PERMISSIONS.map((permission) =>
      tries[permission]().then(
        () => [permission],
        () => [],
      ),
    ),
  )
  return may.flat()
}

test.each([
  ['nobody', []],
  ['a user with a password', [ADA]],
  ['the superuser', [{ scheme: 'digest', credential: 'super:test' }]],
])('what an ACL allows is what ZooKeeper lets us do as %s', async (_, auth) => {
  const who = await whoWeAre(configOf(auth))
  const session = await connected(zookeeper.port, { auth })
  for (const acl of ACLS)
    expect([...grantedTo(who ?? [], acl)].sort()).toEqual((await tried(session, acl)).sort())
})

test('who we are is asked once in a while, in a session that goes away', async () => {
  const config = configOf([ADA])
  const first = whoWeAre(config, 0)
  expect(whoWeAre(config, 59_000)).toBe(first)
  expect(whoWeAre(config, 61_000)).not.toBe(first)
  expect(await first).toContainEqual({ scheme: 'digest', id: HASHED })
})

test('where nobody answers, it is not known', async () => {
  const session = optionsFor(1, { operationTimeout: 100 })
  expect(await whoWeAre({ ...configOf([]), session })).toBeUndefined()
})

const WHO: Identity[] = [
  { scheme: 'ip', id: '127.0.0.1' },
  { scheme: 'digest', id: HASHED },
]
const OPEN = [entry('world', 'anyone', ...PERMISSIONS)]

test('the rights that are lost are named, and none where they stay', () => {
  const next = [entry('digest', HASHED, 'admin'), entry('world', 'anyone', 'read')]
  expect(rightsLost(WHO, { now: OPEN, next })).toEqual(['write', 'create', 'delete'])
  expect(rightsLost(WHO, { now: next, next: OPEN })).toEqual([])
})

test('rights are not guessed at where ZooKeeper takes us for somebody else', () => {
  const now = [entry('digest', 'bob:hash=', ...PERMISSIONS)]
  expect(rightsLost(WHO, { now, next: OPEN })).toBeNull()
  expect(rightsLost(undefined, { now: OPEN, next: OPEN })).toBeNull()
})

test('an ACL is the same in any order, and another one with any other permission', () => {
  const [one, two] = [entry('world', 'anyone', 'read', 'write'), entry('ip', '10.0.0.1', 'read')]
  expect(isSameAcl([one, two, two], [two, entry('world', 'anyone', 'write', 'read')])).toBe(true)
  expect(isSameAcl([one], [entry('world', 'anyone', 'read')])).toBe(false)
})

test.each([
  ['::1', '::1', true],
  ['::1', '::2', false],
  ['2001:db8::1', '2001:db8::/32', true],
  ['2001:db8:0:1::1', '2001:0db8:0000::/64', false],
  ['2001:db8::ffff', '2001:db8::fff0/124', true],
  ['2001:db8::ffff', '2001:db8::ffe0/124', false],
  ['::ffff:10.0.0.1', '::ffff:a00:1', true],
  ['10.0.0.1', '::ffff:10.0.0.1', false],
  ['10.0.0.1', '10.0.0.0/33', false],
  ['10.0.0.1', 'ten', false],
])('an entry of an address: %s is within %s: %s', (id, subnet, is) => {
  const granted = grantedTo([{ scheme: 'ip', id }], [entry('ip', subnet, 'read')])
  expect(granted.has('read')).toBe(is)
})

test('an ACL with more entries than anybody reads is not looked through', () => {
  const next = Array.from({ length: 45_000 }, (_, at) =>
    entry('ip', `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`, 'read'),
  )
  expect(rightsLost(WHO, { now: OPEN, next })).toBeNull()
})

test('an entry of everybody who showed who they are is of us once we did', () => {
  const acl = [entry('auth', '', 'admin')]
  expect([...grantedTo(WHO, acl)]).toEqual(['admin'])
  expect([...grantedTo([{ scheme: 'ip', id: '127.0.0.1' }], acl)]).toEqual([])
})
