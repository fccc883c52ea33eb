import 'server-only'
import { isCode, isOfOnePath } from '@/lib/server/cluster/is-code'
import type { Reads, Reply, ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { type AclEntry, maskDigests } from '@/lib/znode/acl'
import type { ZnodePath } from '@/lib/znode/path'
import type { Presence, Stat } from '@/lib/znode/stat'
import { compareHex, type Hex64 } from '@/lib/znode/zxid'
import { catchUpServer } from './catch-up-server'
import { needing } from './explain-no-auth'
import { SharedLists } from './shared-lists'

/** `floor`: at least as new as this zxid. `fresh`: behind every change acknowledged before. */
export type Reading = { readonly path: ZnodePath; readonly floor?: Hex64; readonly fresh?: boolean }

type Data = { data: Buffer | null; stat: Stat }
type Children = { names: string[]; stat: Stat }
export type StatAt = { readonly path: ZnodePath; readonly stat: Presence; readonly zxid: Hex64 }

/** A znode's data and stat. */
export function readZnode(session: Reads, reading: Reading): Promise<Reply<Data>> {
  return readAsAsked(session, reading, () =>
    answered(session, reading.path, session.getData(reading.path)),
  )
}

/**
 * The names of a znode's children, on behalf of `party`; people who ask at the same time share one
 * request. A list that was larger than the limit is not asked for again at once.
 */
export function listChildren(
  session: ZooKeeperSession,
  reading: Reading,
  party?: string,
): Promise<Reply<Children>> {
  const requests = party === undefined ? session : session.shareOf(party)
  const list = () => answered(requests, reading.path, requests.getChildren(reading.path))
  const lists = listsOf(session)
  const read = () => lists.read(reading.path, list)
  return readAsAsked(requests, reading, read, () => lists.share(reading.path, list))
}

/** A znode's ACL, digests masked as ZooKeeper itself masks them. */
export async function readAcl(
  session: Reads,
  path: ZnodePath,
): Promise<Reply<{ acl: AclEntry[]; stat: Stat }>> {
  const { value, zxid } = await answered(session, path, session.getAcl(path))
  return { value: { ...value, acl: maskDigests(value.acl) }, zxid }
}

/**
 * Answers `answer`. Where it is refused, the stat is asked for before that is said: a refusal alone
 * does not tell which ACL it was of, should older data be put back.
 */
async function answered<T>(session: Reads, path: ZnodePath, answer: Promise<T>): Promise<T> {
  try {
    return await needing('read', path, answer)
  } catch (refusal) {
    if (isCode(refusal, 'no-auth'))
      await session.exists(path).catch((error) => {
        if (!isOfOnePath(error)) throw error
      })
    throw refusal
  }
}

/** Requests in flight at most. */
const WINDOW = 250

/** The stats of many znodes, in the order asked for; one that cannot be read spoils no other. */
export async function readStats(session: Reads, paths: readonly ZnodePath[]): Promise<StatAt[]> {
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
  session: Reads,
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
async function readBehindSync<T>(session: Reads, read: () => Promise<Reply<T>>): Promise<Reply<T>> {
  const [, reply] = await Promise.all([catchUpServer(session), read()])
  return reply
}

type Lists = SharedLists<Reply<Children>>

const listsBySession = new WeakMap<ZooKeeperSession, Lists>()

function listsOf(session: ZooKeeperSession): Lists {
  const lists: Lists = listsBySession.get(session) ?? new SharedLists()
  listsBySession.set(session, lists)
  return lists
}
