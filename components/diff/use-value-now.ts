'use client'

import { useEffect, useState } from 'react'
import type { RecordedValue } from '@/lib/api/history'
import type { Problem } from '@/lib/api/problem'
import { ApiError, request } from '@/lib/client/transport/request'
import type { ZnodePath } from '@/lib/znode/path'

/** A value as it is in ZooKeeper; `version` is null where there is no znode. */
export type ValueNow = { readonly value: RecordedValue; readonly version: number | null }

const ABSENT: ValueNow = { value: { state: 'absent', data: null }, version: null }

type Found = { readonly key: string; readonly now?: ValueNow; readonly problem?: Problem }

/** What a znode holds now, read once; neither answer nor problem while it is read. */
export function useValueNow(cluster: string, path: ZnodePath): Omit<Found, 'key'> {
  const key = `${cluster} ${path}`
  const [found, setFound] = useState<Found>()
  useEffect(() => {
    const stop = new AbortController()
    const query = { path, fresh: 'true' }
    request('readZnode', {
      cluster,
      query,
      signal: stop.signal,
    }).then(
      ({ data, stat }) => {
        const value: RecordedValue = { state: data === null ? 'none' : 'kept', data }
        setFound({ key, now: { value, version: stat.version } })
      },
      (error) => {
        if (!(error instanceof ApiError) || stop.signal.aborted) return
        const { problem } = error
        setFound(problem.code === 'no-node' ? { key, now: ABSENT } : { key, problem })
      },
    )
    return () => stop.abort()
  }, [cluster, path, key])
  return found?.key === key ? found : {}
}
