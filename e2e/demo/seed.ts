import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { OPEN_ACL } from '@/lib/znode/acl'
import { ancestry, ROOT, toPath, type ZnodePath } from '@/lib/znode/path'
import { readableStat } from '@/lib/znode/stat'
import { ZnodeError } from '@/lib/znode/znode-error'
import { chrootOf, openDemoSession } from './demo-session'
import { binaryValues } from './tree/binary-values'
import { configuration } from './tree/configuration'
import { guarded } from './tree/guarded'
import { kafka } from './tree/kafka'
import { oddNames } from './tree/odd-names'
import { recipes } from './tree/recipes'
import type { SeededZnode } from './tree/seeded-znode'
import { SESSION_COUNT, SESSIONS, sessions } from './tree/sessions'

/** Requests in flight at a time. */
const WINDOW = 1_000

/**
 * Creates the demo's tree below the connect string's chroot; what exists stays as it is.
 * Returns how many znodes the tree holds afterwards.
 */
export async function seed(connect: string): Promise<number> {
  await createChroot(connect)
  const session = await openDemoSession(connect)
  try {
    await createAll(session, withAncestors(believableTree()))
    if (!(await isFull(session))) await createAll(session, sessions())
    return (await session.getAllChildrenNumber(ROOT)).value
  } finally {
    await session.close()
  }
}

/** Everything but the wide directory, a few hundred znodes. */
export function believableTree(): SeededZnode[] {
  return [
    ...configuration(),
    ...binaryValues(),
    ...kafka(),
    ...recipes(),
    ...guarded(),
    ...oddNames(),
    { path: '/services', data: null },
    { path: SESSIONS, data: null },
  ]
}

/** Parents come before their children, with no data unless the tree says what they hold. */
function withAncestors(tree: readonly SeededZnode[]): SeededZnode[] {
  const own = new Map(tree.map((znode) => [znode.path, znode]))
  const ordered = new Map<string, SeededZnode>()
  for (const { path } of tree) {
    for (const step of ancestry(toPath(path)))
      if (!ordered.has(step)) ordered.set(step, own.get(step) ?? { path: step, data: null })
  }
  return [...ordered.values()]
}

/** A session's requests are carried out in order, so a window of them may be in flight at once. */
async function createAll(session: ZooKeeperSession, znodes: readonly SeededZnode[]) {
  for (let at = 0; at < znodes.length; at += WINDOW)
    await Promise.all(znodes.slice(at, at + WINDOW).map((znode) => createOne(session, znode)))
}

async function createOne(session: ZooKeeperSession, { path, data, acl = OPEN_ACL }: SeededZnode) {
  try {
    await session.create(toPath(path), data, { mode: 'persistent', acl })
  } catch (error) {
    if (!(error instanceof ZnodeError && error.code === 'node-exists')) throw error
  }
}

async function isFull(session: ZooKeeperSession): Promise<boolean> {
  const stat = readableStat((await session.exists(toPath(SESSIONS))).value)
  return stat !== null && stat.numChildren >= SESSION_COUNT
}

async function createChroot(connect: string) {
  const chroot: ZnodePath = chrootOf(connect)
  if (chroot === ROOT) return
  const session = await openDemoSession(connect, ROOT)
  try {
    await createAll(session, withAncestors([{ path: chroot, data: null }]))
  } finally {
    await session.close()
  }
}
