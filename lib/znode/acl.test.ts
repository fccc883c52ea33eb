import { expect, test } from 'vitest'
import { type AclEntry, OPEN_ACL, openedToAnyone, type Permission } from './acl'

const anyone = (...permissions: Permission[]): AclEntry => ({
  ...{ scheme: 'world', id: 'anyone', permissions },
})
const OPS: AclEntry = { scheme: 'digest', id: 'ops:x', permissions: ['write', 'admin'] }

test('what an entry lets anyone change is told, and reading is no change', () => {
  const acl = [OPS, anyone('read', 'write', 'admin')]
  expect(acl.map(openedToAnyone(acl))).toEqual([[], ['write', 'admin']])
  const closed = [anyone('read')]
  expect(closed.map(openedToAnyone(closed))).toEqual([[]])
})

test('the ACL that znodes have by default is no news', () => {
  expect(OPEN_ACL.map(openedToAnyone(OPEN_ACL))).toEqual([[]])
  const named = [...OPEN_ACL, OPS]
  expect(openedToAnyone(named)(anyone('write'))).toEqual(['write'])
})
