'use client'

import { VisibleText } from '@/components/format/visible-text'
import { ScrollRegion } from '@/components/ui/scroll-region'
import { useTranslations } from '@/lib/messages/use-translations'
import type { MeaningCompared } from '@/lib/payload/meaning/compare'
import type { MeaningChange } from '@/lib/payload/meaning/diff'
import { type MeaningPath, spellPath } from '@/lib/payload/meaning/meaning'

/** Beyond this a person reads the text instead. */
const MAX_SHOWN = 200
/** So many maps are named whose keys stand in another order. */
const MAX_NAMED = 5

/** What changed in meaning, key by key, and what else changed beside it. */
export function ChangeList(props: MeaningCompared) {
  const t = useTranslations('edit.diff')
  const { changes } = props
  return (
    <ScrollRegion label={t('byKey')} className="min-h-0 flex-1 overflow-auto bg-panel">
      <Beside {...props} />
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

/** What changed that is no value, in words. */
function Beside({ changes, reordered, hasOtherComments, rest }: MeaningCompared) {
  const t = useTranslations('edit.diff')
  const isMore = changes.length > 0
  const places = useTogether(reordered)
  const said = [
    ...(reordered.length > 0 ? [t('reordered', { places, isMore: String(isMore) })] : []),
    ...(hasOtherComments ? [t('comments', { isMore: String(isMore) })] : []),
  ]
  if (said.length === 0 && !isMore) said.push(t(`rest.${rest}`))
  if (changes.some(({ isForSome }) => isForSome)) said.push(t('forSome'))
  if (said.length === 0) return null
  return (
    <div className="border-b border-line px-4 py-2 text-dim">
      {said.map((each) => (
        <p key={each}>{each}</p>
      ))}
    </div>
  )
}

function useTogether(paths: readonly MeaningPath[]): string {
  const t = useTranslations('edit.diff')
  const named = paths.slice(0, MAX_NAMED).map((path) => spellPath(path) || t('top'))
  return named.join(', ') + (paths.length > MAX_NAMED ? ' …' : '')
}

function Change({ change }: { change: MeaningChange }) {
  const { path, before, after, isForSome } = change
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
            <VisibleText text={before} />
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
            <VisibleText text={after} />
          </ins>
        )}
        {isForSome ? (
          <span className="font-sans text-meta text-chg">{t('someReaders')}</span>
        ) : null}
      </span>
    </li>
  )
}
