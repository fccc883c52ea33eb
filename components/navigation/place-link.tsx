'use client'

import type { ComponentProps, MouseEvent } from 'react'
import type { ZnodePath } from '@/lib/znode/path'
import { type NodeTab, placeHref } from './place'
import { isPlainClick } from './plain-click'
import { openPlace } from './use-place'

/** A link to a znode. A plain click stays on the page; every other click is the browser's. */
export function PlaceLink(props: ComponentProps<'a'> & { path: ZnodePath; tab?: NodeTab }) {
  const { path, tab, onClick, ...anchor } = props
  const open = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    if (!isPlainClick(event)) return
    event.preventDefault()
    openPlace(path, tab)
  }
  return <a {...anchor} href={placeHref(path, tab)} onClick={open} />
}
