import type { AclEntry } from '@/lib/znode/acl'
import type { ZnodePath } from '@/lib/znode/path'
import type { Hex64 } from '@/lib/znode/zxid'

/** What the person saw: a write is meant for that version of that incarnation alone (I3). */
export type Seen = { readonly path: ZnodePath; readonly version: number; readonly czxid: Hex64 }

export type Creation = {
  readonly path: ZnodePath
  readonly data: Buffer | null
  /** The parent's when left out. */
  readonly acl?: readonly AclEntry[] | undefined
}
