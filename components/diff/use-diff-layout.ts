'use client'

import { useCallback, useState } from 'react'
import type { Sides } from '@/lib/payload/comparison'
import type { WithMeaning } from '@/lib/payload/meaning/compare'
import {
  DIFF_LAYOUTS,
  type DiffLayout,
  layoutsFor,
  recallLayout,
  rememberLayout,
} from './diff-choice'

/** How a comparison is laid out: as this browser chose last, where it can be read so. */
export function useDiffLayout(compared: (Sides & WithMeaning) | undefined) {
  const [chosen, setChosen] = useState(() => recallLayout())
  const [width, setWidth] = useState(0)
  const measure = useCallback((host: HTMLElement | null) => {
    if (!host) return
    const observer = new ResizeObserver(() => setWidth(host.clientWidth))
    observer.observe(host)
    setWidth(host.clientWidth)
    return () => observer.disconnect()
  }, [])
  const possible = compared ? layoutsFor(compared, width) : []
  return {
    layout: possible.find((layout) => layout === chosen) ?? possible[0] ?? 'unified',
    layouts: DIFF_LAYOUTS.filter((layout) => possible.includes(layout)),
    choose: (layout: DiffLayout) => {
      setChosen(layout)
      rememberLayout(layout)
    },
    /** The pane it has to fit in. */
    measure,
  }
}

export type DiffLayoutState = ReturnType<typeof useDiffLayout>
