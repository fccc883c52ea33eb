'use client'

import { useEffect } from 'react'
import { useLiveStore } from '@/lib/client/use-live'
import { ROOT } from '@/lib/znode/path'

/** Follows every change while the timeline is open, from before its panel's code arrives. */
export function FollowTimeline({ isOpen }: { isOpen: boolean }): null {
  const store = useLiveStore()
  useEffect(() => {
    store.followTimeline(isOpen ? ROOT : null)
  }, [store, isOpen])
  return null
}
