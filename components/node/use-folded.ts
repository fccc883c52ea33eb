'use client'

import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

/** The last steps of a path always show: what is open, and where it is. */
const ALWAYS = 2
/** Left between what stands in the row (px). */
const MARGIN = 8

/** How many of the first `widths` (px) give way so that the rest fits into `room`; never the last. */
export function foldedFor(widths: readonly number[], room: number, ellipsis: number): number {
  const most = Math.max(0, widths.length - ALWAYS)
  let needed = widths.reduce((sum, width) => sum + width, 0)
  for (let folded = 0; folded < most; folded += 1) {
    if (needed + (folded > 0 ? ellipsis : 0) <= room) return folded
    needed -= widths[folded] ?? 0
  }
  return most
}

/**
 * Measures a row whose elements marked `data-step` are all rendered at first, as wide as they are.
 * Answers how many of them have to fold, undefined until that is known.
 */
export function useFolded(ellipsis: number): {
  row: RefObject<HTMLElement | null>
  folded: number | undefined
} {
  const row = useRef<HTMLElement>(null)
  const [folded, setFolded] = useState<number>()
  useLayoutEffect(() => {
    const element = row.current
    if (!element) return
    const steps = [...element.querySelectorAll<HTMLElement>('[data-step]')]
    const widths = steps.map(({ scrollWidth }) => scrollWidth)
    const fixed = [...element.querySelectorAll<HTMLElement>('[data-fixed]')].reduce(
      (sum, { offsetWidth }) => sum + offsetWidth,
      MARGIN,
    )
    const measure = () => setFolded(foldedFor(widths, element.clientWidth - fixed, ellipsis))
    measure()
    const watcher = new ResizeObserver(measure)
    watcher.observe(element)
    return () => watcher.disconnect()
  }, [ellipsis])
  return { row, folded }
}
