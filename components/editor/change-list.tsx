'use client'

import { VisibleText } from '@/components/format/visible-text'
import { ScrollRegion } from '@/components/ui/scroll-region'
import { useTranslations } from '@/lib/messages/use-translations'
import { type MeaningChange, spellPath } from '@/lib/payload/meaning/meaning'

/** Beyond this a person reads the text instead. */
const MAX_SHOWN = 200

/** What changed in meaning, key by key. */
export function ChangeList({ changes }: { changes: readonly MeaningChange[] }) {
  const t = useTranslations('edit.diff')
  if (changes.length === 0)
    return <p className="flex-1 bg-panel px-4 py-3 text-dim">{t('sameMeaning')}</p>
  return (
    <ScrollRegion label={t('byKey')} className="min-h-0 flex-1 overflow-auto bg-panel">
      <ul className="divide-y divide-line">
        {changes.slice(0, MAX_SHOWN).map((change) => (
          <Change key={change.path.join('\0')} change={change} />
        ))}
      </ul>
      {changes.length > MAX_SHOWN ? (
        <p className="px-4 py-2 text-meta text-dim">
          {t('moreChanges', { count: changes.length - MAX_SHOWN })}
        </p>
      ) : null}
    </ScrollRegion>
  )
}

function Change({ change: { path, before, after } }: { change: MeaningChange }) {
  const t = useTranslations('edit.diff')
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-4 py-1.5">
      <code className="text-value text-key [overflow-wrap:anywhere]">
        <VisibleText text={spellPath(path) || t('whole')} />
      </code>
      <span className="flex min-w-0 flex-wrap items-baseline gap-x-2 gap-y-0.5 font-mono text-value">
        {before === undefined ? (
          <span className="font-sans text-meta text-new">{t('added')}</span>
        ) : (
          <del className="rounded-sm bg-del-bg px-1 no-underline [overflow-wrap:anywhere]">
            {before}
          </del>
        )}
        {before !== undefined && after !== undefined ? (
          <span className="text-dim">
            <span aria-hidden>→</span>
            <span className="sr-only">{t('becomes')}</span>
          </span>
        ) : null}
        {after === undefined ? (
          <span className="font-sans text-meta text-del">{t('removed')}</span>
        ) : (
          <ins className="rounded-sm bg-new-bg px-1 no-underline [overflow-wrap:anywhere]">
            {after}
          </ins>
        )}
      </span>
    </li>
  )
}
