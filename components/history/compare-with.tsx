'use client'

import { useWords } from '@/components/format/use-words'
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
  return (
    <label className="flex min-w-0 items-center gap-2 text-meta text-dim">
      {t('label')}
      <select
        className="h-7 min-w-0 rounded-md border border-edge bg-bg px-2 text-text pointer-coarse:h-10"
        value={props.chosen ?? ''}
        onChange={({ target }) => props.onChoose(target.value ? Number(target.value) : undefined)}
      >
        <option value="">{t('before')}</option>
        {props.changes.map(({ id, version, at }) => (
          <option key={id} value={id}>
            {t('version', { version: version ?? 0, time: words.time(at) })}
          </option>
        ))}
      </select>
    </label>
  )
}
