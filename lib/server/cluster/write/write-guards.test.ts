import { expect, test } from 'vitest'
import { NOTHING_RECORDED } from '@/lib/server/testing/history-scope'
import { optionsFor } from '@/lib/server/testing/sessions'
import { ROOT, toPath, type ZnodePath } from '@/lib/znode/path'
import { guardDeletable, guardWritable } from './write-guards'

function clusterWith(protectedPaths: readonly string[], chroot: ZnodePath = ROOT) {
  const session = optionsFor(1, { chroot })
  const scopes = protectedPaths.map(toPath)
  const named = { id: 'main', name: 'main', readOnly: false, history: NOTHING_RECORDED }
  return { ...named, protectedPaths: scopes, session }
}

const isRefused = (act: () => void) => {
  try {
    act()
  } catch (error) {
    expect(error).toMatchObject({ code: 'protected' })
    return true
  }
  return false
}

test.each<[path: string, writable: boolean, deletable: boolean]>([
  ['/app', true, false],
  ['/app/team', true, false],
  ['/app/team/locked', false, false],
  ['/app/team/locked/deep', false, false],
  ['/app/team/locked-not', true, true],
  ['/app/other', true, true],
  ['/apple', true, true],
])('with /app/team/locked protected, %s is written: %s, deleted: %s', (path, write, remove) => {
  const cluster = clusterWith(['/app/team/locked'])
  expect(isRefused(() => guardWritable(cluster, toPath(path)))).toBe(!write)
  expect(isRefused(() => guardDeletable(cluster, toPath(path)))).toBe(!remove)
})

test.each<[chroot: string, path: string, deletable: boolean]>([
  ['/', '/zookeeper/quota', false],
  ['/', '/', false],
  ['/zookeeper', '/quota', false],
  ['/zookeeper/quota', '/a', false],
  ['/app', '/zookeeper', true],
  ['/app', '/', false],
])('ZooKeeper’s own znodes are never deleted, whatever is protected: in %s %s', (...given) => {
  const [chroot, path, deletable] = given
  const cluster = clusterWith([], toPath(chroot))
  expect(isRefused(() => guardDeletable(cluster, toPath(path)))).toBe(!deletable)
})
