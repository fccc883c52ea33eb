'use client'

import { useEffect, useState } from 'react'
import type { Lens, Sight } from '@/lib/payload/lens'
import { lookThrough } from '@/lib/payload/through'

type Seen = { readonly lens: Lens; readonly data: Uint8Array | null; readonly sight: Sight }

/** What `data` shows through `lens`; undefined while it is being unpacked, and without a lens. */
export function useSight(lens: Lens | undefined, data: Uint8Array | null): Sight | undefined {
  const [seen, setSeen] = useState<Seen>()
  useEffect(() => {
    if (!lens) return
    let isCurrent = true
    void lookThrough(lens, data).then((sight) => {
      if (isCurrent) setSeen({ lens, data, sight })
    })
    return () => {
      isCurrent = false
    }
  }, [lens, data])
  return seen?.lens === lens && seen?.data === data ? seen.sight : undefined
}
