'use client'

import { useEffect, useEffectEvent } from 'react'
import { type Doubt, type Found, findOut } from './resolve-write'

/** Calls `onFound` when it is known what became of the write in doubt. */
export function useDoubt(doubt: Doubt | undefined, onFound: (found: Found) => void): void {
  const { cluster, path, attempt } = doubt ?? {}
  const tell = useEffectEvent(onFound)
  useEffect(() => {
    if (cluster === undefined || path === undefined || attempt === undefined) return
    const stop = new AbortController()
    findOut({ cluster, path, attempt }, stop.signal).then(tell, (error: unknown) => {
      if (!stop.signal.aborted) throw error
    })
    return () => stop.abort()
  }, [cluster, path, attempt])
}
