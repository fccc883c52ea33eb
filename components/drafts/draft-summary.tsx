'use client'

import type { EditFormat } from '@/components/code/edit-format'
import { useComparison } from '@/components/diff/use-comparison'
import { VisibleText } from '@/components/format/visible-text'
import type { Mine } from '@/lib/client/drafts/unsaved-edit'
import { useTranslations } from '@/lib/messages/use-translations'
import { spellPath } from '@/lib/payload/meaning/meaning'

const MAX_SHOWN = 3

/** What a draft changes, key by key where it has keys; else how much of it. */
export function DraftSummary({ mine, format }: { mine: Mine; format: EditFormat }) {
  const t = useTranslations('edit')
  const { compared, hasFailed } = useComparison(mine, format)
  if (hasFailed) return <p className="text-meta text-dim">{t('diff.failed')}</p>
  if (!compared) return <p className="h-5" />
  const { meaning, before, after } = compared
  const changes = meaning?.changes ?? []
  if (changes.length === 0) {
    const lines = (text: string) => text.split('\n').length
    return (
      <p className="text-meta text-dim">
        {meaning
          ? t(`diff.rest.${meaning.rest}`)
          : t('drafts.lines', { before: lines(before), after: lines(after) })}
      </p>
    )
  }
  return (
    <ul className="text-meta">
      {changes.slice(0, MAX_SHOWN).map(({ path, before: was, after: is }) => (
        <li key={path.join('\0')} className="truncate font-mono">
          <span className="text-key">
            <VisibleText text={spellPath(path) || t('diff.whole')} />
          </span>{' '}
          <VisibleText text={was ?? t('diff.added')} /> →{' '}
          <VisibleText text={is ?? t('diff.removed')} />
        </li>
      ))}
      {changes.length > MAX_SHOWN ? (
        <li className="text-dim">{t('diff.moreChanges', { count: changes.length - MAX_SHOWN })}</li>
      ) : null}
    </ul>
  )
}
