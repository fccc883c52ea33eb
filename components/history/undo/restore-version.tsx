'use client'

import { RotateCcw } from 'lucide-react'
import { useWriteBlock } from '@/components/cluster/use-write-block'
import { Button } from '@/components/ui/button'
import { knownBytes } from '@/components/undo/undo-of'
import { useUndo } from '@/components/undo/use-undo'
import type { ChangeInFull } from '@/lib/api/history'
import { useZnode } from '@/lib/client/live/use-live'
import { useTranslations } from '@/lib/messages/use-translations'
import { areSameBytes } from '@/lib/payload/same-bytes'

/** Puts one recorded version back, whatever came since; nothing where that is what is there. */
export function RestoreVersion({ found }: { found: ChangeInFull }) {
  const t = useTranslations('undo')
  const { path, version } = found.change
  const now = useZnode(path)
  const undo = useUndo()
  const writing = useWriteBlock(path)
  const data = knownBytes(found.after)
  if (version === null || found.after.state === 'absent' || found.change.kind === 'acl') return null
  if (now.status !== 'ready' || !now.isRead || !now.stat) return null
  if (data !== undefined && areSameBytes(data, now.data)) return null
  const after = { ...now.stat, data: now.data }
  const restore = () => {
    const reason = t('reasonOfRestore', { version })
    if (data !== undefined) void undo({ path, before: data, after, reason })
  }
  return (
    <Button
      variant="quiet"
      blocked={data === undefined ? t('why.notKept') : writing}
      onClick={restore}
    >
      <RotateCcw aria-hidden className="size-3.5" />
      {t('restore', { version })}
    </Button>
  )
}
