import type { Seen } from '@/lib/server/cluster/expected-version'
import type { ClusterGateway } from '@/lib/server/cluster/gateway'
import type { SessionKey } from '@/lib/server/zookeeper/session'
import type { AclEntry } from '@/lib/znode/acl'
import type { ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'
import type { Current, ZnodeErrorCode } from '@/lib/znode/znode-error'
import type { Hex64 } from '@/lib/znode/zxid'

export type Creation = {
  readonly path: ZnodePath
  readonly data: Buffer | null
  /** The parent's when left out. */
  readonly acl?: readonly AclEntry[] | undefined
}

/** Who makes a change, and why in their own words. */
export type Author = { readonly person: string; readonly reason: string | null }

/** What a write replaces; without its value where the history does not keep that. */
export type Replaced = {
  readonly stat: Stat
  readonly data?: Current['data']
  /** Undefined where it may not be read. */
  readonly acl?: readonly AclEntry[]
}

/** A write that is about to be sent. */
export type Intent = {
  readonly path: ZnodePath
  readonly op: 'create' | 'set' | 'delete' | 'acl'
  readonly author: Author
  /** Null for a creation. Of another ACL its `version` is that of the ACL. */
  readonly seen: Seen | null
  /** The new value; null for a deletion and another ACL too. */
  readonly data: Buffer | null
  /** The ACL that it gets, of `acl`. */
  readonly acl?: readonly AclEntry[]
  /** What it replaces, where that may be read. */
  readonly replaced: Replaced | null
  /** A zxid from before it is sent. */
  readonly before: Hex64
  /** The session it will be sent in. */
  readonly key: SessionKey
}

/** What became of it. `stat` is null after a deletion, and where it was changed again at once. */
export type Outcome =
  | { readonly kind: 'applied'; readonly zxid: Hex64; readonly stat: Stat | null }
  | { readonly kind: 'refused' | 'failed' | 'unknown'; readonly code: ZnodeErrorCode }

/** Takes an outcome for each intent, in their order. */
export type Settle = (outcomes: readonly Outcome[]) => Promise<void>

/** Keeps each write before it is sent and its outcome after it was answered (I7). */
export type WriteJournal = {
  /**
   * The intents of one write, of which ZooKeeper applies all or none, are durable once this
   * resolves. `attempt`: the UUID of this write. Rejects with `history-unavailable`, or
   * `invalid-request` when the attempt was begun before: send nothing.
   */
  readonly begin: (intents: readonly Intent[], attempt: string) => Promise<Settle>
}

/** Everything a write needs besides itself. */
export type Writing = {
  readonly gateway: ClusterGateway
  readonly journal: WriteJournal
  readonly author: Author
  /** A UUID by which whoever asked for the write can ask what became of it. */
  readonly attempt?: string | undefined
}
