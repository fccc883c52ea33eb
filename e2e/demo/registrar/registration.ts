import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { OPEN_ACL } from '@/lib/znode/acl'
import { ancestry, parentOf, toPath, type ZnodePath } from '@/lib/znode/path'
import { readableStat } from '@/lib/znode/stat'
import { ZnodeError } from '@/lib/znode/znode-error'

/** One running part of the demo; `count` processes are registered by it. */
export type Kept = { readonly count: number; close(): Promise<void> }

/** Opens a session of its own; resolves once it is connected. */
export type Open = () => Promise<ZooKeeperSession>

/** What one session keeps in the tree. */
export type Announcement = {
  readonly path: string
  readonly data: string
  readonly mode: 'ephemeral' | 'ephemeral-sequential'
}

/** Creates the announcements, and again in every session that replaces an expired one. */
export async function keepRegistered(
  session: ZooKeeperSession,
  announcements: readonly Announcement[],
): Promise<void> {
  let announced = 0
  const announce = async () => {
    for (const announcement of announcements) await register(session, announcement)
    announced = session.health.incarnation
  }
  await announce()
  session.onStatus((status) => {
    if (status === 'connected' && session.health.incarnation !== announced)
      announce().catch((error) => console.error(String(error)))
  })
}

async function register(session: ZooKeeperSession, announcement: Announcement): Promise<void> {
  const path = toPath(announcement.path)
  const data = Buffer.from(announcement.data)
  const create = () => session.create(path, data, { mode: announcement.mode, acl: OPEN_ACL })
  try {
    await create()
  } catch (error) {
    if (isCode(error, 'no-node')) await createAncestors(session, path)
    else if (!isCode(error, 'node-exists')) throw error
    else if (await isOurs(session, path)) return
    // A crashed run's session still holds the name and would take it along when it expires.
    else await session.delete(path, -1)
    await create()
  }
}

async function isOurs(session: ZooKeeperSession, path: ZnodePath): Promise<boolean> {
  const stat = readableStat((await session.exists(path)).value)
  return stat !== null && stat.ephemeralOwner === session.health.sessionId
}

async function createAncestors(session: ZooKeeperSession, path: ZnodePath): Promise<void> {
  for (const ancestor of ancestry(parentOf(path))) {
    await session.create(ancestor, null, { mode: 'persistent', acl: OPEN_ACL }).catch((error) => {
      if (!isCode(error, 'node-exists')) throw error
    })
  }
}

function isCode(error: unknown, code: ZnodeError['code']): boolean {
  return error instanceof ZnodeError && error.code === code
}
