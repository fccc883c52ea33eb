'use client'

import { useEffect, useState } from 'react'
import type { ChangeInFull } from '@/lib/api/history'
import type { Problem } from '@/lib/api/problem'
import { ApiError, request } from '@/lib/client/transport/request'
import type { ZnodePath } from '@/lib/znode/path'

/** One recorded change with its values; undefined while it is read. It never changes. */
export function useChange(cluster: string, path: ZnodePath, id: number | undefined) {
  const [found, setFound] = useState<ChangeInFull>()
  const [problem, setProblem] = useState<Problem>()
  useEffect(() => {
    if (id === undefined) return
    const stop = new AbortController()
    setProblem(undefined)
    const query = { path, id: String(id) }
    request('readChange', {
      cluster,
      query,
      signal: stop.signal,
    }).then(
      setFound,
      (error) => error instanceof ApiError && !stop.signal.aborted && setProblem(error.problem),
    )
    return () => stop.abort()
  }, [cluster, path, id])
  const isIt = found !== undefined && found.change.id === id && found.change.path === path
  return { found: isIt ? found : undefined, problem }
}
