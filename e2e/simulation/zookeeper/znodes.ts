import type { Notification } from '@/lib/server/zookeeper/session'
import { childOf, nameOf, parentOf, ROOT, type ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'
import { type Hex64, ZERO } from '@/lib/znode/zxid'

export type Znode = {
  readonly stat: Stat
  readonly data: string
  /** Nobody but its owner may read it. */
  readonly closed: boolean
  readonly names: readonly string[]
}

export type Change =
  | { readonly op: 'create'; readonly path: ZnodePath; readonly owner?: Hex64 }
  | { readonly op: 'set' | 'delete'; readonly path: ZnodePath }
  | { readonly op: 'acl'; readonly path: ZnodePath; readonly closed: boolean }

/** A notification; `hidden` from sessions that may not read the znode. */
export type Event = Notification & { readonly hidden: boolean }

/** What one transaction leaves behind. */
export type Transaction = {
  readonly zxid: Hex64
  readonly after: ReadonlyMap<ZnodePath, Znode | null>
  readonly events: readonly Event[]
}

type Look = (path: ZnodePath) => Znode | null

/**
 * The transaction of `changes`, all or nothing; undefined when ZooKeeper would refuse one. One
 * without changes is that of a session.
 */
export function transact(
  look: Look,
  changes: readonly Change[],
  zxid: Hex64,
  time: number,
): Transaction | undefined {
  const after = new Map<ZnodePath, Znode | null>()
  const events: Event[] = []
  const at: Look = (path) => {
    const changed = after.get(path)
    return changed === undefined ? look(path) : changed
  }
  for (const change of changes) {
    const event = apply(change, at, (path, znode) => after.set(path, znode), { zxid, time })
    if (event === undefined) return undefined
    if (event) events.push(event)
  }
  return { zxid, after, events }
}

type Moment = { readonly zxid: Hex64; readonly time: number }
type Put = (path: ZnodePath, znode: Znode | null) => void

/** undefined: refused; null: done, and nobody is notified. */
function apply(change: Change, at: Look, put: Put, moment: Moment): Event | null | undefined {
  const { op, path } = change
  const znode = at(path)
  if (op === 'create') return znode ? undefined : create(change, at, put, moment)
  if (!znode) return undefined
  const { zxid, time } = moment
  if (op === 'delete') {
    if (path === ROOT || znode.names.length > 0) return undefined
    put(path, null)
    touch(parentOf(path), at, put, zxid, (names) => names.filter((name) => name !== nameOf(path)))
    return { type: 'deleted', path, hidden: znode.closed }
  }
  const { stat } = znode
  if (op === 'acl') {
    put(path, { ...znode, closed: change.closed, stat: { ...stat, aversion: stat.aversion + 1 } })
    return null
  }
  const version = stat.version + 1
  const next = { ...stat, version, mzxid: zxid, mtime: time, dataLength: zxid.length }
  put(path, { ...znode, data: zxid, stat: next })
  return { type: 'changed', path, hidden: znode.closed }
}

function create(
  { path, owner = ZERO }: Extract<Change, { op: 'create' }>,
  at: Look,
  put: Put,
  moment: Moment,
): Event | undefined {
  const parent = parentOf(path)
  const above = at(parent)
  if (!above || above.stat.ephemeralOwner !== ZERO) return undefined
  put(path, newZnode(moment, owner))
  touch(parent, at, put, moment.zxid, (names) => [...names, nameOf(path)])
  return { type: 'created', path, hidden: false }
}

function touch(
  path: ZnodePath,
  at: Look,
  put: Put,
  zxid: Hex64,
  edit: (names: readonly string[]) => readonly string[],
): void {
  const znode = at(path)
  if (!znode) return
  const names = edit(znode.names)
  const cversion = znode.stat.cversion + 1
  const stat = { ...znode.stat, cversion, pzxid: zxid, numChildren: names.length }
  put(path, { ...znode, names, stat })
}

/** A znode as a transaction at that moment creates it; its data is the zxid that set it. */
export function newZnode({ zxid, time }: Moment, owner: Hex64 = ZERO): Znode {
  const stat: Stat = {
    czxid: zxid,
    mzxid: zxid,
    pzxid: zxid,
    ctime: time,
    mtime: time,
    version: 0,
    cversion: 0,
    aversion: 0,
    ephemeralOwner: owner,
    dataLength: zxid.length,
    numChildren: 0,
  }
  return { stat, data: zxid, closed: false, names: [] }
}

/** `path` and everything below it, deepest first. */
export function subtree(look: Look, path: ZnodePath): ZnodePath[] {
  const below = (look(path)?.names ?? []).flatMap((name) => subtree(look, childOf(path, name)))
  return [...below, path]
}
