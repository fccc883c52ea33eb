'use client'

import { useEffect, useState } from 'react'
import type { Sight } from '@/lib/payload/lens'
import type { MergePiece } from '@/lib/payload/merge/pieces'
import type { EditFormat } from './edit-format'
import { askWorker } from './text-work/ask-worker'

type Merged = {
  readonly before: Sight
  readonly mine: string
  readonly theirs: Sight
  readonly pieces: readonly MergePiece[]
}

/** The pieces of the merge; undefined until they are worked out, or where a side is no text. */
export function useMerge(
  format: EditFormat,
  before: Sight | undefined,
  mine: string,
  theirs: Sight | undefined,
): readonly MergePiece[] | undefined {
  const [latest, setLatest] = useState<Merged>()
  useEffect(() => {
    if (!before?.ok || !theirs?.ok) return
    const isOver = new AbortController()
    const { signal } = isOver
    const args = [format, before.text, mine, theirs.text] as const
    void askWorker('merge', [...args], signal).then((pieces) => {
      if (pieces && !signal.aborted) setLatest({ before, mine, theirs, pieces })
    })
    return () => isOver.abort()
  }, [format, before, mine, theirs])
  const isIt = latest?.before === before && latest?.mine === mine && latest?.theirs === theirs
  return isIt ? latest?.pieces : undefined
}
