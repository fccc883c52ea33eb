'use client'

import { useEffect, useState } from 'react'
import { askWorker } from '@/components/code/text-worker/ask-worker'
import type { Lens, Sight } from '@/lib/payload/lens'

type Seen = { readonly lens: Lens; readonly data: Uint8Array | null; readonly sight: Sight }

/** What `data` shows through `lens`; undefined while it is being unpacked, and without a lens. */
export function useSight(lens: Lens | undefined, data: Uint8Array | null): Sight | undefined {
  const [seen, setSeen] = useState<Seen>()
  useEffect(() => {
    if (!lens) return
    const isOver = new AbortController()
    void askWorker('look', [lens, data], isOver.signal).then((sight) => {
      if (sight && !isOver.signal.aborted) setSeen({ lens, data, sight })
    })
    return () => isOver.abort()
  }, [lens, data])
  return seen?.lens === lens && seen?.data === data ? seen.sight : undefined
}
