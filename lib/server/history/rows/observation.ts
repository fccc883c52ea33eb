import type { Insertable } from 'kysely'
import type { Tables, VersionRow } from '@/lib/server/store/database/tables'
import type { ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'
import type { Hex64 } from '@/lib/znode/zxid'
import { momentOf } from './change-position'
import type { Packed } from './content'
import { hashOfSeen, type SeenValue } from './seen-value'

/** A znode as it was read. */
export type Observed = { readonly stat: Stat; readonly value: SeenValue }

/** What a read found of a znode that is there. */
export type Found = {
  readonly path: ZnodePath
  readonly found: Observed
  /** What the server had applied when it answered. */
  readonly zxid: Hex64
  readonly acl?: SeenAcl | undefined
  /** The ACL that was recorded before; undefined where none was of this incarnation. */
  readonly aclBefore?: SeenAcl | undefined
}

/** What a read found; `gone` holds the zxid by which the znode was deleted at the latest. */
export type Look = Found | { readonly path: ZnodePath; readonly gone: Hex64 }

export function isFound(look: Look): look is Found {
  return 'found' in look
}

/** Who made a change, where it went through us. */
export type Credit = {
  readonly intent: number
  readonly person: string
  readonly reason: string | null
  readonly session: string
}

/** Which version of its ACL a znode had, and its content where that was read. */
export type SeenAcl = { readonly aversion: number; readonly content: Packed | null }

/** One version of a znode, a change of its ACL, or its deletion, to be recorded. */
export type Sighting = {
  readonly path: ZnodePath
  readonly kind: VersionRow['kind']
  /** Of the change; of another ACL, and of a deletion that others made, at the latest. */
  readonly zxid: Hex64
  readonly czxid: Hex64 | null
  /** Null: not known, as of a deletion. */
  readonly version: number | null
  /** Undefined where there is no value, as of a deletion, or nobody read it. */
  readonly value?: SeenValue
  readonly acl?: SeenAcl | undefined
  /** ms since 1970. */
  readonly at: number
  readonly away?: boolean
  readonly credit?: Credit
}

export type Row = Insertable<Tables['version']>

/**
 * What was read of a znode, as a sighting of the change that made it so: of what nobody changed
 * since it was created, that is its creation.
 */
export function sightingOf(
  path: ZnodePath,
  { value, stat }: Observed,
  how: Pick<Sighting, 'kind' | 'away' | 'credit' | 'acl'>,
): Sighting {
  const { mzxid: zxid, czxid, version, mtime: at } = stat
  const kind = how.kind === 'changed' && zxid === czxid ? 'created' : how.kind
  return { path, zxid, czxid, version, at, value, ...how, kind }
}

/**
 * What was read of a znode that is new to us: its creation, and where it was changed since, that
 * too. Of the creation nobody read the value.
 */
export function sightingsOfNew(
  path: ZnodePath,
  found: Observed,
  how: Pick<Sighting, 'away' | 'acl'> = {},
): Sighting[] {
  const { mzxid, czxid, ctime: at } = found.stat
  if (mzxid === czxid) return [sightingOf(path, found, { ...how, kind: 'created' })]
  const creation = { path, kind: 'created', zxid: czxid, czxid, version: 0, at, ...how } as const
  return [creation, sightingOf(path, found, { ...how, kind: 'changed' })]
}

/** The end of an incarnation; null where nobody had ever seen the znode. */
export function deletion(
  path: ZnodePath,
  how: Pick<Sighting, 'zxid' | 'czxid' | 'at' | 'away'>,
): Sighting {
  return { path, kind: 'deleted', version: null, ...how }
}

/** The ACL every znode has when it is created: its version 0, which nobody may have read. */
export const FIRST_ACL: SeenAcl = { aversion: 0, content: null }

/**
 * What `value` tells of a look with the ACL given, and where the ACL is another one than before,
 * that too. Nobody knows when it was set: it holds from when it was noticed. The value stands with
 * it, so that the next change has its “before”.
 */
export function withAclChange(
  { path, found, zxid, acl }: Found,
  { before, at }: { before: SeenAcl | undefined; at: number },
  value: (acl: SeenAcl | undefined) => Sighting[],
): Sighting[] {
  if (!acl || !before || acl.aversion <= before.aversion) return value(acl)
  return [...value(before), { ...sightingOf(path, found, { kind: 'acl', acl }), zxid, at }]
}

/** The row of a sighting: its place in the order, and what is kept of its value. */
export function toRow(
  sighting: Sighting,
  { cluster, era, now }: { cluster: string; era: number; now: number },
): { row: Row; contents: Packed[] } {
  const { path, kind, zxid, czxid, version, value, acl, at, away = false, credit } = sighting
  const moment = momentOf(era, zxid)
  const row: Row = {
    cluster,
    path,
    moment,
    key: keyOf(sighting, era),
    kind,
    czxid,
    version,
    value: value?.state ?? 'unread',
    hash: value ? hashOfSeen(value) : null,
    size: value?.size ?? null,
    aversion: acl?.aversion ?? null,
    acl: acl?.content?.hash ?? null,
    at,
    recorded_at: now,
    away: away ? 1 : 0,
    intent: credit?.intent ?? null,
    person: credit?.person ?? null,
    reason: credit?.reason ?? null,
    session: credit?.session ?? null,
  }
  const content = value?.state === 'kept' ? value.content : undefined
  return { row, contents: [content, acl?.content].filter((each) => each != null) }
}

/**
 * What makes a change one row, whoever noticed it and when: its zxid where ZooKeeper tells that, of
 * a deletion the incarnation it ended, if anybody had seen that, of another ACL its version.
 */
function keyOf({ kind, zxid, czxid, acl }: Sighting, era: number): string {
  const incarnation = czxid ? momentOf(era, czxid) : ''
  if (kind === 'deleted') return `-${incarnation}`
  if (kind === 'acl') return `acl-${incarnation}-${acl?.aversion ?? ''}`
  return momentOf(era, zxid)
}
