'use client'

import type { Change } from '@/lib/api/history'
import { useTranslations } from '@/lib/messages/use-translations'

export const TONES = {
  seen: 'neutral',
  created: 'new',
  changed: 'chg',
  acl: 'chg',
  deleted: 'del',
  vanished: 'del',
  restored: 'chg',
} as const

/** A change in words: what happened, in a word or two, too, and what one has to know of it. */
export function useChangeWords() {
  const t = useTranslations('history')
  return (change: Change) => {
    const { kind, version, unseen, away, recreated, together, before, undone } = change
    const hasVersions = kind === 'changed' && version !== null && before?.version != null
    const what = recreated
      ? t('what.recreated', { version: version ?? 0 })
      : hasVersions
        ? t('what.step', { from: before.version ?? 0, to: version })
        : t(`what.${kind}`, { version: version ?? 0 })
    const short = recreated
      ? t('short.recreated')
      : hasVersions
        ? what
        : t(`short.${kind}`, { version: version ?? 0 })
    const notes = [
      ...(undone ? [t('undone')] : []),
      ...(kind === 'restored' ? [t('dataWentBack')] : []),
      ...(unseen ? [t(kind === 'acl' ? 'unseenAcls' : 'unseen', { count: unseen })] : []),
      ...(kind === 'acl' && change.person === null ? [t('noticed')] : []),
      ...(kind === 'vanished' ? [t('maybeEphemeral')] : []),
      ...(away ? [t('away')] : []),
      ...(together > 1 ? [t('together', { count: together })] : []),
    ]
    return { what, short, notes }
  }
}
