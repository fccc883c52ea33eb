import type { MultiStep, ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { OPEN_ACL } from '@/lib/znode/acl'
import { childOf, ROOT, toPath, type ZnodePath } from '@/lib/znode/path'
import * as work from './workloads'

/** Steps of one multi: a request has room for 1 MB. */
const BATCH = 500
const PERSISTENT = { mode: 'persistent', acl: OPEN_ACL } as const

/** Creates what the workloads read: 1,000 values, 100,000 names in one znode, 100,000 in a tree. */
export async function createTrees(session: ZooKeeperSession): Promise<void> {
  const value = Buffer.alloc(work.VALUE_BYTES, 'v')
  const names = (count: number, prefix: string) =>
    Array.from({ length: count }, (_, index) => `${prefix}${index}`)
  const parents = [work.VALUES_PATH, work.WIDE_PATH, work.TREE_PATH, work.CREATED_PATH]
  await createAll(session, [toPath('/bench'), ...parents], null)
  const below = (parent: ZnodePath, children: string[]) =>
    children.map((name) => childOf(parent, name))
  await createAll(session, below(work.VALUES_PATH, names(work.VALUES, 'v')), value)
  const registrations = names(work.WIDE_NAMES, '').map(
    (name) => `instance-${name.padStart(10, '0')}`,
  )
  await createAll(session, below(work.WIDE_PATH, registrations), null)
  const tops = below(work.TREE_PATH, names(work.TREE_TOPS, 'service-'))
  await createAll(session, tops, null)
  await createAll(
    session,
    tops.flatMap((top) => below(top, names(work.TREE_LEAVES, 'znode-'))),
    null,
  )
}

/** Removes what a round created. */
export async function removeCreated(session: ZooKeeperSession): Promise<void> {
  const { value } = await session.getChildren(work.CREATED_PATH)
  await inBatches(
    session,
    value.names.map((name) => ({
      op: 'delete',
      path: childOf(work.CREATED_PATH, name),
      version: -1,
    })),
  )
  await session.sync(ROOT)
}

function createAll(session: ZooKeeperSession, paths: readonly ZnodePath[], data: Buffer | null) {
  return inBatches(
    session,
    paths.map((path) => ({ op: 'create', path, data, ...PERSISTENT })),
  )
}

async function inBatches(session: ZooKeeperSession, steps: readonly MultiStep[]) {
  for (let at = 0; at < steps.length; at += BATCH) await session.multi(steps.slice(at, at + BATCH))
}
