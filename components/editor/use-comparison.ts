'use client'

import { useEffect, useState } from 'react'
import { type Comparison, compareThrough } from '@/lib/payload/comparison'
import { compareMeaning } from '@/lib/payload/meaning/compare'
import type { MeaningChange } from '@/lib/payload/meaning/meaning'
import type { EditFormat } from './edit-format'
import type { Mine } from './edit-session'

/** Reading larger texts for their meaning would hold up the page. */
const MEANING_CHARACTERS = 600_000

export type Compared = Comparison & {
  /** What changed in meaning; undefined where the format has none. */
  readonly changes: readonly MeaningChange[] | undefined
}

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
  const { before, after, kind } = comparison
  const isReadable = kind === 'text' && before.length + after.length <= MEANING_CHARACTERS
  const changes = isReadable ? await compareMeaning(format, before, after) : undefined
  return { ...comparison, changes }
}
