import type { ReactNode } from 'react'
import type { ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'

/** What may be done with a child from its row. */
export type ChildActs = {
  /** Why nothing can be written now. */
  readonly blocked: string | undefined
  readonly onCreate: (parent: ZnodePath) => void
  readonly onDelete: (path: ZnodePath, stat: Stat) => void
  /** What the child holds, shown beside the rows. */
  readonly peekAt: (path: ZnodePath, onClose: () => void) => ReactNode
}
