'use client'

import { createContext, use } from 'react'
import type { Cluster } from '@/lib/api/cluster'

const ClusterContext = createContext<Cluster | undefined>(undefined)

export const ClusterProvider = ClusterContext

/** The configured cluster this page shows. Its `state` is of when the page was made. */
export function useCluster(): Cluster {
  const cluster = use(ClusterContext)
  if (!cluster) throw new Error('no ClusterProvider')
  return cluster
}
