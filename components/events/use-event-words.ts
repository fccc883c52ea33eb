'use client'

import { useWords } from '@/components/format/use-words'
import type { TimelineEvent } from '@/lib/client/live/timeline'
import { useTranslations } from '@/lib/messages/use-translations'
import { isEphemeral, readableStat } from '@/lib/znode/stat'

/** What happened, in the reader's words: the main thing, and what else is worth knowing. */
export function useEventWords() {
  const t = useTranslations('events')
  const words = useWords()
  const headline = ({ kind, before, stat: presence }: TimelineEvent): string => {
    const stat = readableStat(presence)
    if (kind !== 'changed' || !stat) return t(`kind.${kind}`)
    if (!before) return t('toVersion', { to: stat.version })
    return t('versions', { from: before.version, to: stat.version })
  }
  return (event: TimelineEvent): { what: string; more: string[] } => {
    const { kind, before, at, afterGap } = event
    const stat = readableStat(event.stat)
    const more: string[] = []
    if (afterGap) more.push(t('afterGap'))
    if (kind === 'deleted' && before && isEphemeral(before))
      more.push(t('lived', { age: words.age(at - before.ctime) }))
    if (kind === 'created' && stat && isEphemeral(stat))
      more.push(t('session', { id: stat.ephemeralOwner }))
    if (kind === 'acl' && event.stat === 'unreadable') more.push(t('unreadable'))
    return { what: headline(event), more }
  }
}
