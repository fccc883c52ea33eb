'use client'

import { type ReactNode, useEffect } from 'react'
import { ClusterProvider } from '@/components/cluster/cluster-context'
import { LazyBoundary, lazyPart, loadEarlyParts } from '@/components/loading/lazy-part'
import type { Cluster } from '@/lib/api/cluster'
import { LiveProvider } from '@/lib/client/live/use-live'
import { AbsentPart } from './absent-part'
import { MissingCode } from './missing-code'

const SOON_MS = 2_000

const Notice = lazyPart(
  () => import('@/components/notice/notice-line').then((code) => code.Notice),
  {
    place: 'line',
    early: true,
  },
)

const Tips = lazyPart(() => import('@/components/ui/overlay/tips').then((code) => code.Tips), {
  place: 'line',
  early: true,
})

/** What all screens of a cluster share: its configuration, and one live store that outlasts each. */
export function ClusterScope({ cluster, children }: { cluster: Cluster; children: ReactNode }) {
  useEffect(() => whenIdle(loadEarlyParts), [])
  return (
    <LazyBoundary value={AbsentPart}>
      <ClusterProvider value={cluster}>
        <LiveProvider cluster={cluster.id}>{children}</LiveProvider>
        <Notice />
        <Tips />
        <MissingCode />
      </ClusterProvider>
    </LazyBoundary>
  )
}

/** Runs `act` when the page has nothing else to do, a moment later in browsers that do not tell. */
function whenIdle(act: () => void): () => void {
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(act, SOON_MS)
    return () => clearTimeout(timer)
  }
  const request = requestIdleCallback(act)
  return () => cancelIdleCallback(request)
}
