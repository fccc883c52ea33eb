'use client'

import { useEffect, useState } from 'react'
import type { Change } from '@/lib/api/history'
import { ApiError, request } from '@/lib/client/transport/request'
import { ROOT } from '@/lib/znode/path'

/** As far back as a page that opens is told of by its stream (ms). */
const BACK_MS = 10 * 60_000
const MOST = 50

const NOTHING: readonly Change[] = []

/**
 * What the history holds of the last minutes, read anew with each `beginning` of the stream: before
 * it nobody may have followed everything. Nothing where there is no history.
 */
export function useRecorded(cluster: string, beginning: number): readonly Change[] {
  const [changes, setChanges] = useState(NOTHING)
  useEffect(() => {
    if (beginning === 0) return
    const stop = new AbortController()
    const read = async () => {
      const query = { below: ROOT, from: `${Date.now() - BACK_MS}`, limit: `${MOST}` }
      try {
        const { signal } = stop
        const page = await request('listChanges', { cluster, query, signal })
        if (!signal.aborted) setChanges(page.changes)
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
      }
    }
    void read()
    return () => stop.abort()
  }, [cluster, beginning])
  return changes
}
