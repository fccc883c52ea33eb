'use client'

import { useCluster } from '@/components/cluster/cluster-context'
import { useWords } from '@/components/format/use-words'
import { useTranslations } from '@/lib/messages/use-translations'
import type { ZnodePath } from '@/lib/znode/path'
import { isAmong, keeping } from '@/lib/znode/recording'

/** Whether a value of `size` bytes that goes now can be had back, until when, or why not. */
export function KeptUntil({ path, size }: { path: ZnodePath; size: number }) {
  const t = useTranslations('undo.kept')
  const words = useWords()
  const { recorded } = useCluster()
  const kept = keeping(recorded, path, size)
  if (kept === 'too-large') return t('tooLarge', { max: words.size(recorded.maxValueBytes) })
  if (kept === 'redacted') return t(isAmong(recorded.exclude, path) ? 'excluded' : 'redacted')
  if (recorded.keptMs === null) return t('kept')
  return t('until', { day: words.day(Date.now() + recorded.keptMs) })
}
