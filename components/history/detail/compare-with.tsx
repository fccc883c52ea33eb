'use client'

import { ChevronDown } from 'lucide-react'
import { useWords } from '@/components/format/use-words'
import { buttonStyle } from '@/components/ui/button'
import { Menu } from '@/components/ui/overlay/menu'
import type { Change } from '@/lib/api/history'
import { useTranslations } from '@/lib/messages/use-translations'

/** Which version a change is compared with: the one before unless another is chosen. */
export function CompareWith(props: {
  changes: readonly Change[]
  chosen: number | undefined
  onChoose: (id: number | undefined) => void
}) {
  const t = useTranslations('history.compare')
  const words = useWords()
  const { changes, chosen, onChoose } = props
  const versionOf = ({ version, at }: Change) =>
    t('version', { version: version ?? 0, time: words.time(at) })
  const other = changes.find(({ id }) => id === chosen)
  const said = other ? versionOf(other) : t('before')
  const items = [
    {
      id: 'before',
      label: t('before'),
      checked: !other,
      onSelect: () => onChoose(undefined),
    },
    ...changes.map((change) => ({
      id: String(change.id),
      label: versionOf(change),
      checked: change.id === chosen,
      onSelect: () => onChoose(change.id),
    })),
  ]
  return (
    <Menu
      label={`${t('label')}: ${said}`}
      className={buttonStyle({ className: 'max-w-full min-w-0' })}
      sections={[{ id: 'versions', label: t('label'), items }]}
      trigger={
        <>
          <span className="min-w-0 truncate">
            <span className="text-dim">{t('label')}</span> {said}
          </span>
          <ChevronDown aria-hidden className="size-3.5 shrink-0 text-dim" />
        </>
      }
    />
  )
}
