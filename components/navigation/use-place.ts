'use client'

import { useSearchParams } from 'next/navigation'
import { useMemo } from 'react'
import type { ZnodePath } from '@/lib/znode/path'
import { type NodeTab, type Place, parsePlace, placeHref } from './place'

/** The znode and tab that the address names; follows back and forward. */
export function usePlace(): Place {
  const search = useSearchParams()
  return useMemo(() => parsePlace(search), [search])
}

/** Goes to a znode: a new entry of the browser's history unless it is the place already. */
export function openPlace(path: ZnodePath, tab?: NodeTab): void {
  const href = placeHref(path, tab)
  if (href !== location.search) history.pushState(null, '', href)
}

/** Another tab of the same znode is no step of its own to go back from. */
export function replacePlace(path: ZnodePath, tab: NodeTab): void {
  history.replaceState(null, '', placeHref(path, tab))
}

/** The znode that is on screen, as the address names it; undefined where it names none. */
export function shownPath(): string | undefined {
  return new URLSearchParams(location.search).get('path') ?? undefined
}
