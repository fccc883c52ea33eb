'use client'

import { useState } from 'react'
import { useCluster } from '@/components/cluster/cluster-context'
import { useTranslations } from '@/lib/messages/use-translations'

/**
 * Why the person makes a change, in their own words, and whether this cluster wants to know.
 * `kept`: what was said before.
 */
export function useReason(kept = '', onChange?: (text: string) => void) {
  const t = useTranslations('edit')
  const { requireReason } = useCluster()
  const [text, setText] = useState(kept)
  const reason = text.trim() || undefined
  return {
    text,
    setText: (next: string) => {
      setText(next)
      onChange?.(next)
    },
    /** As it is sent: undefined is none. */
    reason,
    hint: t(requireReason ? 'reasonHintRequired' : 'reasonHint'),
    /** Why nothing can be sent yet. */
    missing: requireReason && reason === undefined ? t('reasonNeeded') : undefined,
  }
}

export type ReasonState = ReturnType<typeof useReason>
