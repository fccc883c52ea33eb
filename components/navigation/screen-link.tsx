'use client'

import { useRouter } from 'next/navigation'
import type { ComponentProps, MouseEvent } from 'react'
import { useCluster } from '@/components/cluster/cluster-context'
import type { ZnodePath } from '@/lib/znode/path'
import { type NodeTab, placeHref } from './place'
import { isPlainClick } from './plain-click'
import { useDeparture } from './use-departure'
import { openPlace } from './use-place'

export type ScreenName = 'tree' | 'history'

/** Goes to another screen of the cluster without leaving the page; `query` as `?name=value`. */
export function useScreens() {
  const router = useRouter()
  const { id } = useCluster()
  const depart = useDeparture()
  const hrefOf = (screen: ScreenName, query = '') => `/${id}/${screen}${query}`
  return {
    hrefOf,
    open: (screen: ScreenName, query?: string) => depart(() => router.push(hrefOf(screen, query))),
    prepare: (screen: ScreenName, query?: string) => router.prefetch(hrefOf(screen, query)),
  }
}

/** Goes to a znode, from whichever screen one is on; false where one has to stay. */
export function useOpenZnode() {
  const { hrefOf, open } = useScreens()
  return (path: ZnodePath, tab: NodeTab): boolean => {
    if (location.pathname !== hrefOf('tree')) return open('tree', placeHref(path, tab))
    openPlace(path, tab)
    return true
  }
}

/** A link to another screen. A plain click keeps what is live; every other click is the browser's. */
export function ScreenLink(
  props: Omit<ComponentProps<'a'>, 'href'> & { screen: ScreenName; query?: string },
) {
  const { screen, query, ...anchor } = props
  const { hrefOf, open, prepare } = useScreens()
  const go = (event: MouseEvent<HTMLAnchorElement>) => {
    if (!isPlainClick(event)) return
    event.preventDefault()
    open(screen, query)
  }
  return (
    <a
      {...anchor}
      href={hrefOf(screen, query)}
      onPointerEnter={() => prepare(screen, query)}
      onFocus={() => prepare(screen, query)}
      onClick={go}
    />
  )
}
