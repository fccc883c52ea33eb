import { compareHex, type Hex64, ZERO } from './zxid'

/** A znode's stat as ZooKeeper answers it. Times are ms since 1970, by the server's clock. */
export type Stat = {
  /** zxid of the change that created the znode. */
  readonly czxid: Hex64
  /** zxid of the change that last set its data. */
  readonly mzxid: Hex64
  /** zxid of the last creation or deletion of a child. */
  readonly pzxid: Hex64
  readonly ctime: number
  readonly mtime: number
  /** Number of changes of the data, of the children, of the ACL since creation. */
  readonly version: number
  readonly cversion: number
  readonly aversion: number
  /** Session that owns an ephemeral; `0x0` on every other znode, TTL and container included. */
  readonly ephemeralOwner: Hex64
  /** Bytes of data. */
  readonly dataLength: number
  readonly numChildren: number
}

/**
 * What asking for a znode tells: its stat, or null where there is none. `unreadable`: it is there,
 * but its ACL does not give us “read”, without which ZooKeeper from 3.7.3, 3.8.4 and 3.9.2 on shows
 * no stat.
 */
export type Presence = Stat | 'unreadable' | null

/** The stat of a znode that may be read. */
export function readableStat(presence: Presence): Stat | null {
  return presence === 'unreadable' ? null : presence
}

/** In the order in which they are shown. */
export const STAT_FIELDS = [
  'version',
  'mtime',
  'mzxid',
  'ctime',
  'czxid',
  'pzxid',
  'cversion',
  'aversion',
  'dataLength',
  'numChildren',
  'ephemeralOwner',
] as const satisfies ReadonlyArray<keyof Stat>

export function isEphemeral(stat: Stat): boolean {
  return stat.ephemeralOwner !== ZERO
}

/** Whether `a` is older than `b` in any part: showing it after `b` would go backward (I2). */
export function isOlder(a: Stat, b: Stat): boolean {
  const incarnation = compareHex(a.czxid, b.czxid)
  if (incarnation !== 0) return incarnation < 0
  return (
    compareHex(a.mzxid, b.mzxid) < 0 || compareHex(a.pzxid, b.pzxid) < 0 || a.aversion < b.aversion
  )
}

/** Whether both are the same state: of what is hidden nothing else can be said. */
export function isSame(a: Presence, b: Presence): boolean {
  if (a === null || b === null || a === 'unreadable' || b === 'unreadable') return a === b
  const { czxid, mzxid, pzxid, aversion } = a
  return czxid === b.czxid && mzxid === b.mzxid && pzxid === b.pzxid && aversion === b.aversion
}
