'use client'

import { useWriteBlock } from '@/components/node/use-write-block'
import { Button } from '@/components/ui/button'
import { useTranslations } from '@/lib/messages/use-translations'
import type { ZnodePath } from '@/lib/znode/path'
import type { Hex64 } from '@/lib/znode/zxid'
import { useBringBack } from './use-bring-back'

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
