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
