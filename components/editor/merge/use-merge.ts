'use client'

import { useEffect, useState } from 'react'
import type { EditFormat } from '@/components/code/edit-format'
import { askWorker } from '@/components/code/text-worker/ask-worker'
import { useSight } from '@/components/editor/session/use-decoded'
import type { Editing } from '@/components/editor/session/use-edit-session'
import type { Sight } from '@/lib/payload/lens'
import type { Merged } from '@/lib/payload/merge/merge'
import { conflictsIn } from '@/lib/payload/merge/pieces'

export type Merging =
  | { readonly at: 'working' }
  /** `unreadable`: one side cannot be shown the way the other is edited. */
  | { readonly at: 'unreadable' | 'failed' }
  | { readonly at: 'done'; readonly merged: Merged; readonly conflicts: number }

type Texts = {
  readonly format: EditFormat
  readonly before: Sight
  readonly mine: string
  readonly theirs: Sight
}

/** The merge of an edit with what was saved meanwhile, as soon as there is something to merge. */
export function useMerge({ session: { mine }, clash }: Editing, format: EditFormat): Merging {
  const theirs = clash.kind === 'moved' ? clash.theirs : undefined
  const lens = theirs && mine?.lens
  const before = useSight(lens, mine?.base.data ?? null)
  const others = useSight(lens, theirs?.data ?? null)
  const text = mine?.text
  const [latest, setLatest] = useState<Texts & { merging: Merging }>()
  useEffect(() => {
    if (!before?.ok || !others?.ok || text === undefined) return
    const isOver = new AbortController()
    const { signal } = isOver
    const texts = { format, before, mine: text, theirs: others }
    void askWorker('merge', [format, before.text, text, others.text], signal).then(
      (merged) => {
        if (!merged || signal.aborted) return
        const conflicts = conflictsIn(merged.pieces).length
        setLatest({ ...texts, merging: { at: 'done', merged, conflicts } })
      },
      () => {
        if (!signal.aborted) setLatest({ ...texts, merging: { at: 'failed' } })
      },
    )
    return () => isOver.abort()
  }, [format, before, text, others])
  if (before?.ok === false || others?.ok === false) return { at: 'unreadable' }
  const isIt =
    latest?.format === format &&
    latest.before === before &&
    latest.mine === text &&
    latest.theirs === others
  return isIt ? latest.merging : { at: 'working' }
}
