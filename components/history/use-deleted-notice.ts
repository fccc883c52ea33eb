'use client'

import { sayNotice } from '@/components/shell/notice'
import { useTranslations } from '@/lib/messages/use-translations'
import { nameOf, type ZnodePath } from '@/lib/znode/path'
import type { Hex64 } from '@/lib/znode/zxid'
import { useBringBack } from './use-bring-back'

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
