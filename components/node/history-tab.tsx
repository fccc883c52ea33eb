'use client'

import { NodeHistory } from '@/components/history/node-history'
import type { Restorable } from '@/components/history/restorable'
import type { ZnodePath } from '@/lib/znode/path'
import { useWriteBlock } from './use-write-block'

/** The recorded versions of the znode. */
export function HistoryTab(props: { path: ZnodePath; onRestore: (version: Restorable) => void }) {
  return <NodeHistory {...props} blocked={useWriteBlock(props.path)} />
}
