'use client'

import { useWords } from '@/components/format/use-words'
import type { TimelineEvent } from '@/lib/client/timeline'
import { useTranslations } from '@/lib/messages/use-translations'
import { isEphemeral } from '@/lib/znode/stat'

/** What happened, in the reader's words: the main thing, and what else is worth knowing. */
export function useEventWords() {
  const t = useTranslations('events')
  const words = useWords()
  const headline = ({ kind, before, stat }: TimelineEvent): string => {
    if (kind !== 'changed' || !stat) return t(`kind.${kind}`)
    if (!before) return t('toVersion', { to: stat.version })
    return t('versions', { from: before.version, to: stat.version })
  }
  return (event: TimelineEvent): { what: string; more: string[] } => {
    const { kind, before, stat, unseen, at, afterGap } = event
    const more: string[] = []
    if (afterGap) more.push(t('afterGap'))
    if (unseen > 0) more.push(t('unseen', { count: unseen }))
    if (kind === 'deleted' && before && isEphemeral(before))
      more.push(t('lived', { age: words.age(at - before.ctime) }))
    if (kind === 'created' && stat && isEphemeral(stat))
      more.push(t('session', { id: stat.ephemeralOwner }))
    return { what: headline(event), more }
  }
}
