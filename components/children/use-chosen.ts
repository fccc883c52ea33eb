'use client'

import { useMemo, useState } from 'react'
import { includesName } from '@/lib/tree/sorted-names'

const NONE: ReadonlySet<string> = new Set()

/** What of a row's press decides what is chosen with it. */
type Held = { readonly shiftKey: boolean }

/**
 * Which children are chosen. `all`: every child, in code-unit order; `shown`: as they stand on the
 * screen, for ranges. What is gone is no longer chosen.
 */
export function useChosen(all: readonly string[], shown: readonly string[]) {
  const [picked, setPicked] = useState(NONE)
  const [anchor, setAnchor] = useState<string>()
  const chosen = useMemo(
    () =>
      [...picked].every((name) => includesName(all, name))
        ? picked
        : new Set([...picked].filter((name) => includesName(all, name))),
    [picked, all],
  )
  const toggle = (name: string, { shiftKey }: Held) => {
    const from = shiftKey && anchor !== undefined ? shown.indexOf(anchor) : -1
    const to = shown.indexOf(name)
    const next = new Set(chosen)
    if (from >= 0 && to >= 0) {
      for (const one of shown.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(one)
    } else if (!next.delete(name)) next.add(name)
    if (!shiftKey || from < 0) setAnchor(name)
    setPicked(next)
  }
  return {
    chosen,
    toggle,
    chooseShown: () => setPicked(new Set(shown)),
    clear: () => setPicked(NONE),
  }
}

export type Choosing = ReturnType<typeof useChosen>
