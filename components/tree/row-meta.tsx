'use client'

import { useFormatter } from 'use-intl'
import { Ago } from '@/components/format/ago'
import type { NotFollowed } from '@/lib/api/events'
import { useTranslations } from '@/lib/messages/use-translations'
import { isEphemeral, type Presence } from '@/lib/znode/stat'

/** What a row says at its right end: children, age of an ephemeral, version of a leaf. */
export function RowMeta({ stat, leaving }: { stat: Presence | undefined; leaving: boolean }) {
  const t = useTranslations('tree')
  const format = useFormatter()
  if (leaving) return t('gone')
  if (!stat || stat === 'unreadable') return null
  if (isEphemeral(stat)) return <Ago at={stat.ctime} short />
  if (stat.numChildren > 0) return format.number(stat.numChildren)
  return `v${stat.version}`
}

/** The same in words, for who does not see the row. */
export function useRowDescription(row: {
  readonly stat: Presence | undefined
  readonly leaving: boolean
  readonly hasDraft: boolean
  readonly notFollowed: NotFollowed['reason'] | undefined
}): string {
  const t = useTranslations('tree')
  const { stat, leaving, hasDraft, notFollowed } = row
  const said = [
    useStatDescription(stat, leaving),
    hasDraft ? t('draft') : '',
    notFollowed ? t(`notFollowed.${notFollowed}`) : '',
  ]
  return said.filter((part) => part !== '').join(' · ')
}

function useStatDescription(stat: Presence | undefined, leaving: boolean): string {
  const t = useTranslations('tree')
  if (leaving) return t('gone')
  if (!stat) return ''
  if (stat === 'unreadable') return t('unreadable')
  if (isEphemeral(stat)) return t('ephemeral', { version: stat.version })
  return stat.numChildren > 0
    ? t('parent', { count: stat.numChildren })
    : t('leaf', { version: stat.version })
}
