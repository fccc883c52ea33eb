'use client'

import { useEffect, useState } from 'react'
import type { Comparison } from '@/lib/payload/comparison'
import type { WithMeaning } from '@/lib/payload/meaning/compare'
import type { EditFormat } from './edit-format'
import type { Mine } from './edit-session'
import { askWorker } from './text-work/ask-worker'
import { tellMeaning } from './text-work/tell-meaning'

export type Compared = Comparison & WithMeaning

/** What the edit changes; undefined while it is being worked out. */
export function useComparison(mine: Mine, format: EditFormat): Compared | undefined {
  const [latest, setLatest] = useState<{ mine: Mine; format: EditFormat; compared: Compared }>()
  useEffect(() => {
    const isOver = new AbortController()
    const { signal } = isOver
    const { lens, text, base } = mine
    void askWorker('compare', [lens, text, base.data], signal).then((comparison) =>
      tellMeaning(comparison, format, signal, (compared) => setLatest({ mine, format, compared })),
    )
    return () => isOver.abort()
  }, [mine, format])
  return latest?.mine === mine && latest.format === format ? latest.compared : undefined
}
