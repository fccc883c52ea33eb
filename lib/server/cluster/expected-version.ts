import type { ZnodePath } from '@/lib/znode/path'
import type { Hex64 } from '@/lib/znode/zxid'

/** What the person saw: a write is meant for that version of that incarnation alone (I3). */
export type Seen = { readonly path: ZnodePath; readonly version: number; readonly czxid: Hex64 }

/** The same of its ACL, which has versions of its own. */
export type SeenAcl = { readonly path: ZnodePath; readonly aversion: number; readonly czxid: Hex64 }
