'use client'

import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react'
import type { Choosing } from './use-chosen'

type Options = {
  readonly scroller: RefObject<HTMLElement | null>
  readonly shown: readonly string[]
  /** Of a row, and of what sticks above the rows (px). */
  readonly height: number
  readonly header: number
  readonly choosing: Choosing
  /** Looks again which rows are in view, once they were moved. */
  readonly measure: () => void
  readonly search: () => void
  /** Whether what the row holds is shown beside the rows. */
  readonly peek: { readonly isOpen: boolean; readonly set: (isOpen: boolean) => void }
}

/** The keyboard of the table: one row is its tab stop, and the focus moves from row to row. */
export function useChildKeys(options: Options) {
  const { scroller, shown, height, header, choosing, measure, peek } = options
  const [name, setName] = useState<string>()
  const isMoved = useRef(false)
  const active = Math.max(0, name === undefined ? 0 : shown.indexOf(name))
  useLayoutEffect(() => {
    if (!isMoved.current) return
    isMoved.current = false
    const link = '[data-child-link][tabindex="0"]'
    scroller.current?.querySelector<HTMLElement>(link)?.focus({ preventScroll: true })
  })
  const go = (to: number) => {
    const index = Math.min(Math.max(to, 0), shown.length - 1)
    const element = scroller.current
    if (!element || index < 0) return
    const lowest = (index + 1) * height + header - element.clientHeight
    element.scrollTop = Math.min(Math.max(element.scrollTop, lowest), index * height)
    isMoved.current = true
    setName(shown[index])
    measure()
  }
  const extend = (to: number) => {
    const [here, next] = [shown[active], shown[to]]
    if (here !== undefined && !choosing.chosen.has(here)) choosing.toggle(here, { shiftKey: false })
    else if (next !== undefined) choosing.toggle(next, { shiftKey: true })
    go(to)
  }
  const acts: Record<string, () => void> = {
    x: () => shown[active] !== undefined && choosing.toggle(shown[active], { shiftKey: false }),
    ' ': () => peek.set(!peek.isOpen),
    Escape: () => (peek.isOpen ? peek.set(false) : choosing.clear()),
    '/': options.search,
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const isMod = event.ctrlKey || event.metaKey
    const isAll = isMod && event.key === 'a'
    if (event.altKey || (isMod && !isAll)) return
    const page = Math.floor((scroller.current?.clientHeight ?? 0) / height) - 2
    const target = targetOf(event.key, active, shown.length, page)
    const act = isAll ? choosing.chooseShown : acts[event.key]
    if (target !== undefined) (event.shiftKey ? extend : go)(target)
    else if (act) act()
    else return
    event.preventDefault()
  }
  return {
    /** Index of the tab stop. */
    active,
    onKeyDown,
    /** The row that the focus came to. */
    note: setName,
    enter: () => go(active),
  }
}

/** The row that a key leads to from `active`, of `count`; undefined for every other key. */
function targetOf(key: string, active: number, count: number, page: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return active + 1
    case 'ArrowUp':
    case 'k':
      return active - 1
    case 'Home':
      return 0
    case 'End':
      return count - 1
    case 'PageDown':
      return active + Math.max(1, page)
    case 'PageUp':
      return active - Math.max(1, page)
    default:
      return undefined
  }
}
