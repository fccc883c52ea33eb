'use client'

import { useEffect } from 'react'
import { useLiveStore } from '@/lib/client/live/use-live'

/** How often it is read again although nobody told that it changed (ms). */
const FALLBACK_MS = 10_000
/** Between two readings (ms), however often it changes. */
const PAUSE_MS = 400

/** Runs `read`, a stable function, now and whenever something was recorded, while it is in view. */
export function useFollowing(read: (signal: AbortSignal) => Promise<void>): void {
  const { recorded } = useLiveStore()
  useEffect(() => {
    const stop = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    let readAt = Number.NEGATIVE_INFINITY
    let isReading = false
    let isDue = false
    const plan = (ms: number) => {
      clearTimeout(timer)
      timer = setTimeout(follow, ms)
    }
    const follow = async () => {
      if (document.visibilityState !== 'visible') {
        isDue = true
        return
      }
      isDue = false
      isReading = true
      await read(stop.signal)
      isReading = false
      readAt = performance.now()
      if (!stop.signal.aborted) plan(isDue ? PAUSE_MS : FALLBACK_MS)
    }
    const tell = () => {
      if (isDue) return
      isDue = true
      if (!isReading) plan(Math.max(0, readAt + PAUSE_MS - performance.now()))
    }
    const onVisible = () => {
      if (isDue && !isReading) void follow()
    }
    void follow()
    const leave = recorded.watch(tell)
    document.addEventListener('visibilitychange', onVisible)
    return () => {
      stop.abort()
      clearTimeout(timer)
      leave()
      document.removeEventListener('visibilitychange', onVisible)
    }
  }, [read, recorded])
}
