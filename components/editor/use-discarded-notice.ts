'use client'

import { sayNotice } from '@/components/shell/notice'
import { useTranslations } from '@/lib/messages/use-translations'

/** Says that a draft was discarded, and lets it be taken back. */
export function useDiscardedNotice(): (undo: () => void) => void {
  const t = useTranslations('edit')
  return (undo) => sayNotice(t('discarded'), { label: t('undo'), run: undo })
}
