'use client'

import { isLasting } from '@/components/cluster/pill-state'
import { lazyPart } from '@/components/loading/lazy-part'
import { useClusterState } from '@/lib/client/live/use-live'

const OutageLine = lazyPart(() => import('./outage-line').then((code) => code.OutageLine), {
  place: 'line',
  early: true,
})

/** Over all panes, while the screen does not follow: since when, why, and what is done about it. */
export function OutageBar() {
  const view = useClusterState()
  return isLasting(view) ? <OutageLine /> : null
}
