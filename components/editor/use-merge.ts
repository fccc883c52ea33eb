'use client'

import { useEffect, useState } from 'react'
import type { Sight } from '@/lib/payload/lens'
import type { Merged } from '@/lib/payload/merge/merge'
import type { EditFormat } from './edit-format'
import { askWorker } from './text-work/ask-worker'

type Done = {
  readonly before: Sight
  readonly mine: string
  readonly theirs: Sight
  readonly merged: Merged
}

/** The merge; undefined until it is worked out, or where a side is no text. */
export function useMerge(
  format: EditFormat,
  before: Sight | undefined,
  mine: string,
  theirs: Sight | undefined,
): Merged | undefined {
  const [latest, setLatest] = useState<Done>()
  useEffect(() => {
    if (!before?.ok || !theirs?.ok) return
    const isOver = new AbortController()
    const { signal } = isOver
    const args = [format, before.text, mine, theirs.text] as const
    void askWorker('merge', [...args], signal).then((merged) => {
      if (merged && !signal.aborted) setLatest({ before, mine, theirs, merged })
    })
    return () => isOver.abort()
  }, [format, before, mine, theirs])
  const isIt = latest?.before === before && latest?.mine === mine && latest?.theirs === theirs
  return isIt ? latest?.merged : undefined
}
