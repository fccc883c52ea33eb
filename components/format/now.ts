'use client'

import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    for (const notify of listeners) notify()
  }, 1_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/**
 * What `read` answers of the time (ms since 1970), read again each second; the component renders
 * only when the answer changed. Empty while rendering on the server, which knows another clock.
 */
export function useClock(read: (now: number) => string): string {
  return useSyncExternalStore(
    subscribe,
    () => read(Date.now()),
    () => '',
  )
}
