'use client'

import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from 'react'

type Options = {
  readonly scroller: RefObject<HTMLElement | null>
  readonly count: number
  /** Of every row (px). */
  readonly height: number
  /** Rows beyond each edge of the view. */
  readonly overscan: number
}

/** Rows from `from` up to, not including, `to`. */
export type RowWindow = {
  readonly from: number
  readonly to: number
  /** The list is not laid out: its pane is hidden. */
  readonly isHidden: boolean
  /** Looks again at once; needed where the view was moved before it is painted. */
  readonly measure: () => void
}

/** Which rows of a list of equal heights are in view. What it costs does not depend on `count`. */
export function useRowWindow({ scroller, count, height, overscan }: Options): RowWindow {
  const [view, setView] = useState({ first: 0, size: 0 })
  const measure = useCallback(() => {
    const { scrollTop = 0, clientHeight = 0 } = scroller.current ?? {}
    const first = Math.floor(scrollTop / height)
    const size = Math.ceil(clientHeight / height) + 1
    setView((last) => (last.first === first && last.size === size ? last : { first, size }))
  }, [scroller, height])
  useLayoutEffect(measure, [measure])
  // A scroller that comes together with its list is there only now.
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    measure()
    const resized = new ResizeObserver(measure)
    resized.observe(element)
    element.addEventListener('scroll', measure, { passive: true })
    return () => {
      resized.disconnect()
      element.removeEventListener('scroll', measure)
    }
  }, [scroller, measure])
  // A list that got shorter has not moved the view yet.
  const first = Math.min(view.first, Math.max(0, count - view.size))
  return {
    from: Math.max(0, first - overscan),
    to: Math.min(count, first + view.size + overscan),
    isHidden: view.size <= 1,
    measure,
  }
}

/** The indexes of the window, for `map`. */
export function indexesOf({ from, to }: Pick<RowWindow, 'from' | 'to'>): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, offset) => from + offset)
}

/** The indexes of the window and `index`, that of the tab stop, so that the focus never scrolls away. */
export function indexesWith(view: Pick<RowWindow, 'from' | 'to'>, index: number): number[] {
  const indexes = indexesOf(view)
  if (index < view.from) return [index, ...indexes]
  return index < view.to ? indexes : [...indexes, index]
}
