'use client'

import { useWriteBlock } from '@/components/cluster/use-write-block'
import { Button } from '@/components/ui/button'
import { useBringBack } from '@/components/undo/use-bring-back'
import { useTranslations } from '@/lib/messages/use-translations'
import type { ZnodePath } from '@/lib/znode/path'
import type { Hex64 } from '@/lib/znode/zxid'

/** Creates the incarnation that was deleted again, by way of a review. */
export function BringBack({ path, czxid }: { path: ZnodePath; czxid: Hex64 }) {
  const t = useTranslations('undo')
  const bringBack = useBringBack()
  const blocked = useWriteBlock(path)
  return (
    <Button blocked={blocked} onClick={() => void bringBack(path, czxid)}>
      {t('bringBack')}
    </Button>
  )
}
