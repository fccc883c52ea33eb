'use client'

import { useEffect, useState } from 'react'
import { type Comparison, compareThrough } from '@/lib/payload/comparison'
import { compareMeaning, type WithMeaning } from '@/lib/payload/meaning/compare'
import type { EditFormat } from './edit-format'
import type { Mine } from './edit-session'

export type Compared = Comparison & WithMeaning

/** What the edit changes; undefined while it is being worked out. */
export function useComparison(mine: Mine, format: EditFormat): Compared | undefined {
  const [latest, setLatest] = useState<{ mine: Mine; format: EditFormat; compared: Compared }>()
  useEffect(() => {
    let isCurrent = true
    void compare(mine, format).then((compared) => {
      if (isCurrent) setLatest({ mine, format, compared })
    })
    return () => {
      isCurrent = false
    }
  }, [mine, format])
  return latest?.mine === mine && latest.format === format ? latest.compared : undefined
}

async function compare({ lens, text, base }: Mine, format: EditFormat): Promise<Compared> {
  const comparison = await compareThrough(lens, text, base.data)
  return { ...comparison, changes: await compareMeaning(format, comparison) }
}
