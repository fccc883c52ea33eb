'use client'

import { useMemo, useSyncExternalStore } from 'react'
import { draftedPaths, subscribeDrafts } from '@/lib/client/drafts/drafts'
import type { ZnodePath } from '@/lib/znode/path'

/** No path holds a control character. */
const SEPARATOR = '\n'

/** The znodes of `cluster` that have a draft in this browser, as it changes. */
export function useDraftedPaths(cluster: string): readonly ZnodePath[] {
  const snapshot = () => draftedPaths(cluster).sort().join(SEPARATOR)
  const paths = useSyncExternalStore(subscribeDrafts, snapshot, () => '')
  return useMemo(() => (paths === '' ? [] : (paths.split(SEPARATOR) as ZnodePath[])), [paths])
}
