'use client'

import { useEffect } from 'react'

/** How often the newest page is asked for while the page is in view (ms). */
const POLL_MS = 1_000

/** Runs `read`, a stable function, now and again each second while somebody looks. */
export function usePolling(read: (signal: AbortSignal) => Promise<void>): void {
  useEffect(() => {
    const stop = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const poll = async () => {
      if (document.visibilityState === 'visible') await read(stop.signal)
      if (!stop.signal.aborted) timer = setTimeout(poll, POLL_MS)
    }
    void poll()
    return () => {
      stop.abort()
      clearTimeout(timer)
    }
  }, [read])
}
