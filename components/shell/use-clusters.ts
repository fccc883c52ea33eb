'use client'

import { useEffect, useState } from 'react'
import type { Cluster } from '@/lib/api/cluster'
import { ApiError, request } from '@/lib/client/transport/request'

/** How often the states are asked for while somebody looks at them (ms). */
const EVERY_MS = 2_000

/** The clusters with their states, read anew while `isShown`; as the page knew them before. */
export function useClusters(known: readonly Cluster[], isShown: boolean): readonly Cluster[] {
  const [clusters, setClusters] = useState(known)
  useEffect(() => {
    if (!isShown) return
    const stop = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const read = async () => {
      try {
        const { signal } = stop
        const answer = await request('listClusters', { signal })
        if (!signal.aborted) setClusters(answer.clusters)
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
      }
      if (!stop.signal.aborted) timer = setTimeout(() => void read(), EVERY_MS)
    }
    void read()
    return () => {
      stop.abort()
      clearTimeout(timer)
    }
  }, [isShown])
  return clusters
}
