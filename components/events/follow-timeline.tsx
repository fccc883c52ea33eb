'use client'

import { useEffect } from 'react'
import { useLiveStore } from '@/lib/client/live/use-live'
import { ROOT } from '@/lib/znode/path'

/**
 * Follows every change while the timeline is open, from before its panel's code arrives. On another
 * screen nobody looks, and the live store outlives this one.
 */
export function FollowTimeline({ isOpen }: { isOpen: boolean }): null {
  const store = useLiveStore()
  useEffect(() => {
    store.timeline.follow(isOpen ? ROOT : null)
    return () => store.timeline.follow(null)
  }, [store, isOpen])
  return null
}
