import 'server-only'
import type { Reply, ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { type AclEntry, maskDigests } from '@/lib/znode/acl'
import type { ZnodePath } from '@/lib/znode/path'
import type { Presence, Stat } from '@/lib/znode/stat'
import { compareHex, type Hex64 } from '@/lib/znode/zxid'
import { catchUpServer } from './catch-up-server'
import { isCode } from './is-code'
import { needing } from './needing'

/** `floor`: at least as new as this zxid. `fresh`: behind every change acknowledged before. */
export type Reading = { readonly path: ZnodePath; readonly floor?: Hex64; readonly fresh?: boolean }

type Data = { data: Buffer | null; stat: Stat }
type Children = { names: string[]; stat: Stat }
export type StatAt = { readonly path: ZnodePath; readonly stat: Presence; readonly zxid: Hex64 }

/** A znode's data and stat. */
export function readZnode(session: ZooKeeperSession, reading: Reading): Promise<Reply<Data>> {
  return readAsAsked(session, reading, () =>
    needing('read', reading.path, session.getData(reading.path)),
  )
}

/** The names of a znode's children; people who ask at the same time share one request. */
export function listChildren(
  session: ZooKeeperSession,
  reading: Reading,
): Promise<Reply<Children>> {
  const list = () => needing('read', reading.path, session.getChildren(reading.path))
  if (reading.fresh) return readAsAsked(session, reading, list)
  return readAsAsked(session, reading, list, () => share(session, reading.path, list))
}

/** A znode's ACL, digests masked as ZooKeeper itself masks them. */
export async function readAcl(
  session: ZooKeeperSession,
  path: ZnodePath,
): Promise<Reply<{ acl: AclEntry[]; stat: Stat }>> {
  const { value, zxid } = await needing('read', path, session.getAcl(path))
  return { value: { ...value, acl: maskDigests(value.acl) }, zxid }
}

/** Requests in flight at most. */
const WINDOW = 250

/** The stats of many znodes, in the order asked for; one that cannot be read spoils no other. */
export async function readStats(
  session: ZooKeeperSession,
  paths: readonly ZnodePath[],
): Promise<StatAt[]> {
  const stats: StatAt[] = []
  for (let start = 0; start < paths.length; start += WINDOW) {
    const window = paths.slice(start, start + WINDOW)
    const replies = await Promise.all(window.map((path) => session.exists(path)))
    for (const [index, path] of window.entries()) {
      const reply = replies[index]
      if (reply) stats.push({ path, stat: reply.value, zxid: reply.zxid })
    }
  }
  return stats
}

/**
 * Reads behind a sync when that is asked for, or when the first answer is older than the floor.
 * `first` may answer an older state than `read`, never a newer one.
 */
async function readAsAsked<T>(
  session: ZooKeeperSession,
  { floor, fresh }: Reading,
  read: () => Promise<Reply<T>>,
  first = read,
): Promise<Reply<T>> {
  if (fresh) return await readBehindSync(session, read)
  try {
    const reply = await first()
    if (floor === undefined || compareHex(reply.zxid, floor) >= 0) return reply
  } catch (error) {
    // A server that lags behind the floor may not know the znode yet, or another ACL of it.
    const isOfItsTime = isCode(error, 'no-node') || isCode(error, 'no-auth')
    if (floor === undefined || !isOfItsTime) throw error
  }
  return await readBehindSync(session, read)
}

/** ZooKeeper answers a session's requests in order: the read need not wait for the sync's answer. */
async function readBehindSync<T>(
  session: ZooKeeperSession,
  read: () => Promise<Reply<T>>,
): Promise<Reply<T>> {
  const [, reply] = await Promise.all([catchUpServer(session), read()])
  return reply
}

const inFlight = new WeakMap<ZooKeeperSession, Map<ZnodePath, Promise<Reply<Children>>>>()

function share(
  session: ZooKeeperSession,
  path: ZnodePath,
  list: () => Promise<Reply<Children>>,
): Promise<Reply<Children>> {
  const byPath = inFlight.get(session) ?? new Map<ZnodePath, Promise<Reply<Children>>>()
  inFlight.set(session, byPath)
  const running = byPath.get(path)
  if (running) return running
  const started = list().finally(() => byPath.delete(path))
  byPath.set(path, started)
  return started
}
