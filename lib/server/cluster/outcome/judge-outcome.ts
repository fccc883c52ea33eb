import type { Seen, SeenAcl } from '@/lib/server/cluster/expected-version'
import type { AclEntry } from '@/lib/znode/acl'
import type { ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'
import { compareHex, type Hex64 } from '@/lib/znode/zxid'

/** Whether a value is the one that was sent. */
export type Wrote = (value: Uint8Array | null) => boolean

/** Whether an ACL is the one that was sent; undefined where that cannot be told. */
export type WroteAcl = (acl: readonly AclEntry[]) => boolean | undefined

/** A step of a write that was sent and not answered. */
export type Sent =
  | { readonly op: 'create'; readonly path: ZnodePath; readonly wrote: Wrote }
  | ({ readonly op: 'set'; readonly wrote: Wrote } & Seen)
  | ({ readonly op: 'delete' } & Seen)
  | ({ readonly op: 'acl'; readonly wrote: WroteAcl } & SeenAcl)

/** What a znode holds. */
export type Found = {
  readonly stat: Stat
  /** Whether its value, or its ACL, is the one that was sent; undefined where that cannot be told. */
  readonly isSent?: boolean
  /** The value, where it is the one that was sent, or of the only step. */
  readonly data?: Uint8Array | null
  /** The ACL, where that is what was sent. */
  readonly acl?: readonly AclEntry[]
}

/** A step, and what was read of it behind a sync. `parent` is read for creations and deletions. */
export type Trace = {
  readonly sent: Sent
  /** `unreadable`: it is there, and that is all that may be known of it. */
  readonly found: Found | 'unreadable' | null
  readonly parent: Stat | null
}

export type Verdict =
  | { readonly kind: 'applied'; readonly zxid: Hex64 }
  /** `step`: the index of the one that proves it. */
  | { readonly kind: 'not-applied'; readonly code: NotApplied; readonly step: number }
  | { readonly kind: 'unknown' }

export type NotApplied = 'connection-lost' | 'bad-version' | 'node-exists'

/** What one step tells of the whole. */
type Clue =
  | { readonly says: 'applied'; readonly zxid: Hex64 }
  /** What a deletion wanted, whoever did it; at this zxid or before. */
  | { readonly says: 'gone'; readonly zxid: Hex64 }
  /** It could not be applied, and never can. */
  | { readonly says: 'refused'; readonly code: NotApplied }
  /** As it was before: not applied, provided that it cannot land later. */
  | { readonly says: 'untouched' }
  | { readonly says: 'nothing' }

type Circumstances = {
  /** A zxid from before the write was sent, and that of the reading. */
  readonly before: Hex64
  readonly now: Hex64
  /** The write cannot land any more. */
  readonly fenced: boolean
}

const NOTHING: Clue = { says: 'nothing' }

/**
 * What became of a write. ZooKeeper applies all of its steps or none, so that one step which
 * proves something proves it of all; proofs against it come first, being the stricter ones.
 */
export function judge(traces: readonly Trace[], circumstances: Circumstances): Verdict {
  const clues = traces.map((trace) => clueOf(trace, traces, circumstances))
  const refused = clues.findIndex(({ says }) => says === 'refused')
  const untouched = clues.findIndex(({ says }) => says === 'untouched')
  const against = clues[refused]
  if (against?.says === 'refused') return { kind: 'not-applied', code: against.code, step: refused }
  if (untouched >= 0 && circumstances.fenced)
    return { kind: 'not-applied', code: 'connection-lost', step: untouched }
  const zxids = new Set(clues.flatMap((clue) => (clue.says === 'applied' ? clue.zxid : [])))
  const [zxid] = zxids
  if (zxid !== undefined) return zxids.size === 1 ? { kind: 'applied', zxid } : UNKNOWN
  const gone = clues.flatMap((clue) => (clue.says === 'gone' ? clue.zxid : []))
  if (gone.length < clues.length) return UNKNOWN
  return { kind: 'applied', zxid: gone.reduce((a, b) => (compareHex(b, a) < 0 ? b : a)) }
}

const UNKNOWN: Verdict = { kind: 'unknown' }

/** What was read of a trace's znode; null where nothing was. */
export function readOf({ found }: Trace): Found | null {
  return found === 'unreadable' ? null : found
}

function clueOf(trace: Trace, all: readonly Trace[], circumstances: Circumstances): Clue {
  const { sent, found, parent } = trace
  if (found === 'unreadable') return NOTHING
  if (sent.op === 'create') return ofCreation({ ...trace, found }, all, circumstances)
  if (sent.op === 'set') return ofSetting(found, sent)
  if (sent.op === 'acl') return ofAcl(found, sent, circumstances)
  if (found === null) return { says: 'gone', zxid: parent?.pzxid ?? circumstances.now }
  if (found.stat.czxid !== sent.czxid) return NOTHING
  if (found.stat.version === sent.version) return { says: 'untouched' }
  return { says: 'refused', code: 'bad-version' }
}

function ofCreation(
  { sent, found, parent }: Trace & { readonly found: Found | null },
  all: readonly Trace[],
  { before }: Circumstances,
): Clue {
  if (found === null) {
    const isQuiet = parent !== null && compareHex(parent.pzxid, before) <= 0
    return isQuiet ? { says: 'untouched' } : NOTHING
  }
  const { czxid, version } = found.stat
  if (compareHex(czxid, before) <= 0) {
    // Where the same write deletes it first, its being there is no obstacle.
    const isReplaced = all.some((it) => it.sent.op === 'delete' && it.sent.path === sent.path)
    return isReplaced ? NOTHING : { says: 'refused', code: 'node-exists' }
  }
  return version === 0 && found.isSent ? { says: 'applied', zxid: czxid } : NOTHING
}

/** Only one write takes the znode from the version seen to the next. */
function ofSetting(found: Found | null, { version, czxid }: Sent & { op: 'set' }): Clue {
  if (found === null || found.stat.czxid !== czxid) return NOTHING
  if (found.stat.version === version) return { says: 'untouched' }
  if (found.stat.version !== version + 1 || found.isSent === undefined) return NOTHING
  if (found.isSent) return { says: 'applied', zxid: found.stat.mzxid }
  return { says: 'refused', code: 'bad-version' }
}

/** The same of the ACL's versions. Its zxid stands in no stat: it was applied at the latest now. */
function ofAcl(
  found: Found | null,
  { aversion, czxid }: Sent & { op: 'acl' },
  { now }: Circumstances,
): Clue {
  if (found === null || found.stat.czxid !== czxid) return NOTHING
  if (found.stat.aversion === aversion) return { says: 'untouched' }
  if (found.stat.aversion !== aversion + 1 || found.isSent === undefined) return NOTHING
  return found.isSent ? { says: 'applied', zxid: now } : { says: 'refused', code: 'bad-version' }
}
