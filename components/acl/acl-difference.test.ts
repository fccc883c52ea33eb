import { expect, test } from 'vitest'
import type { AclEntry, Permission } from '@/lib/znode/acl'
import { aclDifference } from './acl-difference'

const entry = (scheme: string, id: string, ...permissions: Permission[]): AclEntry => ({
  ...{ scheme, id, permissions },
})

test('who may do something else is told with the permissions before and after', () => {
  const before = [entry('world', 'anyone', 'read', 'write'), entry('ip', '10.0.0.1', 'read')]
  const after = [entry('world', 'anyone', 'read'), entry('digest', 'ops:hash=', 'admin')]
  expect(aclDifference(before, after)).toEqual([
    { who: 'world:anyone', before: 'rw', after: 'r' },
    { who: 'digest:ops', after: 'a' },
    { who: 'ip:10.0.0.1', before: 'r' },
  ])
})

test('the order of entries, and of what they grant, changes nothing', () => {
  const one = entry('world', 'anyone', 'read', 'write')
  const two = entry('ip', '10.0.0.1', 'read')
  const again = entry('world', 'anyone', 'write', 'read')
  expect(aclDifference([one, two], [two, again])).toEqual([])
  expect(aclDifference([one], [entry('world', 'anyone')])).toMatchObject([{ after: '–' }])
})
