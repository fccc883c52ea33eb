'use client'

import { useState, useSyncExternalStore } from 'react'
import type { PaneLayout } from './preferences'

/** Below this width the timeline is folded until it is asked for; `panes.tsx` says so, too. */
const NARROW = '(max-width: 1179.98px)'

function subscribe(listener: () => void): () => void {
  const query = matchMedia(NARROW)
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}

/** Whether the timeline shows: as remembered, and on a narrow screen only when it was asked for. */
export function useTimelineFold(layout: PaneLayout, onLayout: (layout: PaneLayout) => void) {
  const isNarrow = useSyncExternalStore(
    subscribe,
    () => matchMedia(NARROW).matches,
    () => false,
  )
  const [isUnfolded, setUnfolded] = useState(false)
  const { isTimelineOpen } = layout
  const isOpen = isNarrow ? isUnfolded : isTimelineOpen
  const toggle = () => {
    if (isNarrow) setUnfolded(!isUnfolded)
    else onLayout({ ...layout, isTimelineOpen: !isTimelineOpen })
  }
  return { isOpen, isUnfolded, toggle }
}
