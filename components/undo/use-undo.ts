'use client'

import { useCluster } from '@/components/cluster/cluster-context'
import { useWords } from '@/components/format/use-words'
import { useOpenZnode } from '@/components/navigation/screen-link'
import { useTranslations } from '@/lib/messages/use-translations'
import { reasonOfUndo, type Undoable, type Undone, undo } from './undo'

/** Puts an earlier value back, by way of a review. */
export function useUndo(): (change: Undoable) => Promise<void> {
  const t = useTranslations('undo')
  const { id: cluster } = useCluster()
  const open = useOpenZnode()
  return (change) => undo(change, { cluster, t, open })
}

/** The reason that an undo is recorded with, unless its person says another. */
export function useUndoReason(): (undone: Undone) => string {
  const t = useTranslations('undo')
  const words = useWords()
  return (undone) => reasonOfUndo(undone, t, words)
}
