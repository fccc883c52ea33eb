'use client'

import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import type { RowWindow } from '@/components/ui/use-row-window'
import type { TreeView } from '@/lib/client/live/tree-store'
import { type Anchor, rowsMoved } from '@/lib/tree/keep-place'

export const ROW_HEIGHT = 28

/**
 * Keeps what is in view in its place when rows come or go above it, as long as the view is not at
 * its top, and when a hidden pane comes back; then brings the goal into view.
 */
export function usePlaceKept(
  scroller: RefObject<HTMLElement | null>,
  { rows, goal }: Pick<TreeView, 'rows' | 'goal'>,
  { isHidden, measure }: Pick<RowWindow, 'isHidden' | 'measure'>,
): void {
  const seen = useRef({ rows, goal: null as TreeView['goal'], top: 0, isHidden })
  useEffect(() => {
    const element = scroller.current
    // Not read when it is needed: a list that got shorter has moved the view by then.
    const remember = () => {
      if (element && element.clientHeight > 0) seen.current.top = element.scrollTop
    }
    element?.addEventListener('scroll', remember, { passive: true })
    return () => element?.removeEventListener('scroll', remember)
  }, [scroller])
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element || isHidden) {
      seen.current.isHidden = true
      return
    }
    const { top, rows: before, isHidden: wasHidden } = seen.current
    if (top > 0 && (before !== rows || wasHidden)) {
      const moved = rowsMoved(anchorsAt(top, element.clientHeight, before), rows)
      if (moved !== 0 || wasHidden) element.scrollTop = top + moved * ROW_HEIGHT
    }
    if (goal && seen.current.goal !== goal) bringIntoView(element, rows.indexOf(goal.key))
    seen.current = { rows, goal, top: element.scrollTop, isHidden }
    measure()
  }, [scroller, rows, goal, isHidden, measure])
}

function anchorsAt(top: number, height: number, rows: TreeView['rows']): Anchor[] {
  const first = Math.floor(top / ROW_HEIGHT)
  const anchors: Anchor[] = []
  for (let index = first; index <= first + Math.ceil(height / ROW_HEIGHT); index++) {
    const row = rows.rowAt(index)
    if (row) anchors.push({ key: row.key, index })
  }
  return anchors
}

/** A far row lands in the middle, where one sees what is around it. */
function bringIntoView(element: HTMLElement, index: number): void {
  if (index < 0) return
  const { scrollTop, clientHeight } = element
  const top = index * ROW_HEIGHT
  const bottom = top + ROW_HEIGHT
  if (top >= scrollTop && bottom <= scrollTop + clientHeight) return
  const isFar = Math.abs(top - scrollTop) > 2 * clientHeight
  if (isFar) element.scrollTop = top - (clientHeight - ROW_HEIGHT) / 2
  else element.scrollTop = top < scrollTop ? top : bottom - clientHeight
}
