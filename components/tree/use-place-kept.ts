'use client'

import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import type { TreeView } from '@/lib/client/tree-store'
import { type Anchor, rowsMoved } from '@/lib/tree/keep-place'

export const ROW_HEIGHT = 28

/**
 * Keeps what is in view in its place when rows come or go above it, as long as the view is not at
 * its top; then brings the goal into view. `onMoved` is called before what was moved is painted.
 */
export function usePlaceKept(
  scroller: RefObject<HTMLElement | null>,
  { rows, goal }: Pick<TreeView, 'rows' | 'goal'>,
  onMoved: () => void,
): void {
  const seen = useRef({ rows, goal: null as TreeView['goal'], top: 0 })
  useEffect(() => {
    const element = scroller.current
    // Not read when it is needed: a list that got shorter has moved the view by then.
    const remember = () => {
      seen.current.top = element?.scrollTop ?? 0
    }
    element?.addEventListener('scroll', remember, { passive: true })
    return () => element?.removeEventListener('scroll', remember)
  }, [scroller])
  useLayoutEffect(() => {
    const element = scroller.current
    // A hidden pane has no view to keep; it comes back as it was left.
    if (!element || element.clientHeight === 0) return
    const { top } = seen.current
    if (seen.current.rows !== rows && top > 0) {
      const moved = rowsMoved(anchorsAt(top, element.clientHeight, seen.current.rows), rows)
      if (moved !== 0) element.scrollTop = top + moved * ROW_HEIGHT
    }
    if (goal && seen.current.goal !== goal) bringIntoView(element, rows.indexOf(goal.key))
    seen.current = { rows, goal, top: element.scrollTop }
    onMoved()
  }, [scroller, rows, goal, onMoved])
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
