import type { Insertable } from 'kysely'
import type { HistoryScope } from '@/lib/server/cluster/config'
import type { Tables, VersionRow } from '@/lib/server/store/tables'
import type { ZnodePath } from '@/lib/znode/path'
import type { Current } from '@/lib/znode/znode-error'
import type { Hex64 } from '@/lib/znode/zxid'
import { hashOf, type Packed, pack } from './content'
import { momentOf } from './moment'
import { keeping } from './scope'

/** Who made a change, where it went through us. */
export type Credit = {
  readonly intent: number
  readonly person: string
  readonly reason: string | null
  readonly session: string
}

/** One version of a znode, or its deletion, to be recorded. */
export type Sighting = {
  readonly path: ZnodePath
  readonly kind: VersionRow['kind']
  /** Of the change; of a deletion that others made, at the latest. */
  readonly zxid: Hex64
  readonly czxid: Hex64 | null
  /** Null: not known, as of a deletion. */
  readonly version: number | null
  /** Undefined where there is no value, as of a deletion. */
  readonly data?: Buffer | null
  /** ms since 1970. */
  readonly at: number
  readonly away?: boolean
  readonly credit?: Credit
}

export type Row = Insertable<Tables['version']>

/** What was read of a znode, as a sighting of the change that made it so. */
export function sightingOf(
  path: ZnodePath,
  { data, stat }: Current,
  how: Pick<Sighting, 'kind' | 'away' | 'credit'>,
): Sighting {
  const { mzxid: zxid, czxid, version, mtime: at } = stat
  return { path, zxid, czxid, version, at, data: data && Buffer.from(data), ...how }
}

/**
 * What was read of a znode that is new to us: its creation, and where it was changed since, that
 * too. Of the creation nobody read the value.
 */
export function sightingsOfNew(
  path: ZnodePath,
  found: Current,
  how: Pick<Sighting, 'away'> = {},
): Sighting[] {
  const { mzxid, czxid, ctime: at } = found.stat
  if (mzxid === czxid) return [sightingOf(path, found, { ...how, kind: 'created' })]
  const creation = { path, kind: 'created', zxid: czxid, czxid, version: 0, at, ...how } as const
  return [creation, sightingOf(path, found, { ...how, kind: 'changed' })]
}

/** The rows of a sighting: its place in the order, and what the scope lets us keep of its value. */
export function toRows(
  sighting: Sighting,
  { cluster, era, scope, now }: { cluster: string; era: number; scope: HistoryScope; now: number },
): { row: Row; content: Packed | null } {
  const { path, kind, zxid, czxid, version, data, at, away = false, credit } = sighting
  const moment = momentOf(era, zxid)
  const { value, hash, content } = keptOf(data, path, scope)
  const row: Row = {
    cluster,
    path,
    moment,
    key: kind === 'deleted' ? `-${momentOf(era, czxid ?? zxid)}` : moment,
    kind,
    czxid,
    version,
    value,
    hash,
    size: data === undefined ? null : (data?.length ?? 0),
    at,
    recorded_at: now,
    away: away ? 1 : 0,
    intent: credit?.intent ?? null,
    person: credit?.person ?? null,
    reason: credit?.reason ?? null,
    session: credit?.session ?? null,
  }
  return { row, content }
}

function keptOf(data: Buffer | null | undefined, path: ZnodePath, scope: HistoryScope) {
  if (data === undefined) return { value: 'unread', hash: null, content: null } as const
  if (data === null) return { value: 'none', hash: null, content: null } as const
  const value = keeping(scope, path, data.length)
  if (value === 'redacted') return { value, hash: null, content: null } as const
  if (value === 'too-large') return { value, hash: hashOf(data), content: null } as const
  const content = pack(data)
  return { value, hash: content.hash, content } as const
}
