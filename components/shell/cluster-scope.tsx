'use client'

import type { ReactNode } from 'react'
import type { Cluster } from '@/lib/api/cluster'
import { LiveProvider } from '@/lib/client/use-live'
import { ClusterProvider } from './cluster-context'

/** What all screens of a cluster share: its configuration, and one live store that outlasts each. */
export function ClusterScope({ cluster, children }: { cluster: Cluster; children: ReactNode }) {
  return (
    <ClusterProvider value={cluster}>
      <LiveProvider cluster={cluster.id}>{children}</LiveProvider>
    </ClusterProvider>
  )
}
