'use client'

import { useEffect, useState } from 'react'
import type { Change } from '@/lib/api/history'
import { ApiError, request } from '@/lib/client/transport/request'
import type { ZnodePath } from '@/lib/znode/path'

/** The newest recorded change of the znode at `path`; undefined until it is read, or without one. */
export function useNewestChange(cluster: string, path: ZnodePath): Change | undefined {
  const [newest, setNewest] = useState<Change>()
  useEffect(() => {
    const stop = new AbortController()
    const read = async () => {
      const query = { path, limit: '1' }
      try {
        const { signal } = stop
        const page = await request('listChanges', { cluster, query, signal })
        if (!signal.aborted) setNewest(page.changes[0])
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
      }
    }
    void read()
    return () => stop.abort()
  }, [cluster, path])
  return newest
}
