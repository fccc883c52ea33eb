'use client'

import { sayNotice } from '@/components/notice/notice'
import { useBringBack } from '@/components/undo/use-bring-back'
import { useTranslations } from '@/lib/messages/use-translations'
import { nameOf, type ZnodePath } from '@/lib/znode/path'
import type { Hex64 } from '@/lib/znode/zxid'

/** Says that ZooKeeper acknowledged a deletion, and offers to undo it. */
export function useDeletedNotice(): (path: ZnodePath, czxid: Hex64) => void {
  const t = useTranslations('undo')
  const bringBack = useBringBack()
  return (path, czxid) =>
    sayNotice(t('deleted', { name: nameOf(path) }), {
      label: t('button'),
      run: () => void bringBack(path, czxid),
    })
}
