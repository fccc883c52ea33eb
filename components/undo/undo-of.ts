import type { Change, ChangeInFull, RecordedValue } from '@/lib/api/history'
import type { ZnodeView } from '@/lib/client/live/znode-store'
import { toBytes } from '@/lib/client/transport/base64'
import { areSameBytes } from '@/lib/payload/same-bytes'
import type { Stat } from '@/lib/znode/stat'
import type { Hex64 } from '@/lib/znode/zxid'

type Bytes = Uint8Array | null
type Made = { readonly data: Bytes; readonly version: number; readonly czxid: Hex64 }

/** What it takes to undo a recorded change, as things stand. */
export type UndoPlan =
  /** `before` is put back in place of `after`, beside what came since. */
  | { readonly kind: 'edit' | 'create'; readonly before: Bytes; readonly after: Made }
  /** What the creation made is deleted, as it stands now. */
  | { readonly kind: 'delete'; readonly stat: Stat; readonly made: Omit<Made, 'data'> }
  /** The ACL from before is put back, if its digests are known. */
  | { readonly kind: 'acl' }
  /** It would change nothing. */
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'blocked'
      readonly why: 'notKept' | 'gone' | 'acl' | 'recreated' | 'unread' | 'children'
    }

type InFull = {
  readonly change: Change
  readonly before: RecordedValue
  readonly after: RecordedValue
  readonly acl?: Pick<ChangeInFull['acl'], 'before'>
}

type Now = Pick<ZnodeView, 'status' | 'data' | 'stat' | 'isRead'>

/** What undoing a change would do to the znode as it is `now`; undefined while that is not known. */
export function undoOf({ change, before, after, acl }: InFull, now: Now): UndoPlan | undefined {
  const { kind } = change
  if (kind === 'seen') return { kind: 'nothing' }
  if (now.status === 'loading') return undefined
  if (kind === 'acl') return withEarlierAcl({ change, acl }, now)
  const isThere = now.status !== 'missing' && now.stat !== null
  if (kind === 'deleted' || kind === 'vanished')
    return isThere ? { kind: 'nothing' } : undeleted(change, before)
  if (kind === 'created' && !change.recreated)
    return isThere ? uncreated(change, now.stat) : { kind: 'nothing' }
  if (!isThere) return blocked('gone')
  if (now.status !== 'ready' || !now.isRead) return blocked('unread')
  return unchanged({ change, before, after }, now)
}

const blocked = (why: Extract<UndoPlan, { kind: 'blocked' }>['why']): UndoPlan => ({
  kind: 'blocked',
  why,
})

/** One that may not be read has an ACL all the same. */
function withEarlierAcl({ change, acl }: Pick<InFull, 'change' | 'acl'>, now: Now): UndoPlan {
  if (now.status === 'missing') return blocked('gone')
  if (now.stat && now.stat.czxid !== change.czxid) return blocked('recreated')
  return acl?.before ? { kind: 'acl' } : blocked('acl')
}

function undeleted(change: Change, before: RecordedValue): UndoPlan {
  const data = knownBytes(before)
  const version = change.before?.version
  const { czxid } = change
  if (data === undefined || version == null || czxid === null) return blocked('notKept')
  return { kind: 'create', before: data, after: { data, version, czxid } }
}

function uncreated({ czxid, version }: Change, stat: Stat | null): UndoPlan | undefined {
  if (!stat) return undefined
  if (czxid !== stat.czxid) return blocked('recreated')
  if (stat.numChildren > 0) return blocked('children')
  return { kind: 'delete', stat, made: { version: version ?? 0, czxid } }
}

/** What the change made of the znode is what a later value is compared with. */
function unchanged({ change, before, after }: Omit<InFull, 'acl'>, now: Now): UndoPlan {
  const { version, czxid } = change
  const was = knownBytes(before)
  const isNewest = now.stat?.version === version && now.stat?.czxid === czxid
  const made = isNewest ? now.data : knownBytes(after)
  if (was === undefined || made === undefined || version === null || czxid === null)
    return blocked('notKept')
  if (areSameBytes(was, now.data) || areSameBytes(was, made)) return { kind: 'nothing' }
  return { kind: 'edit', before: was, after: { data: made, version, czxid } }
}

/** Bytes, or null for no data; undefined where the value was not kept. */
export function knownBytes({ state, data }: RecordedValue): Bytes | undefined {
  if (state === 'none') return null
  return state === 'kept' ? toBytes(data) : undefined
}
