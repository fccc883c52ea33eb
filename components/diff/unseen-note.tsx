'use client'

import { EyeOff } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslations } from '@/lib/messages/use-translations'
import { type UnseenChange, unseenChanges } from '@/lib/payload/unseen'

/** Texts up to this size are looked through before they are shown. */
const MAX_CHARACTERS = 4_000_000

/** What changed that no line shows; nothing where nothing did. */
export function UnseenNote({ before, after }: { before: string; after: string }) {
  const t = useTranslations('edit.diff.unseen')
  const changes = useMemo(
    () => (before.length + after.length > MAX_CHARACTERS ? [] : unseenChanges(before, after)),
    [before, after],
  )
  if (changes.length === 0) return null
  return (
    <div className="flex shrink-0 items-baseline gap-2 border-b border-line bg-chg-bg px-3 py-1 text-meta">
      <EyeOff aria-hidden className="size-3.5 shrink-0 translate-y-0.5 text-chg" />
      <ul aria-label={t('label')} className="flex min-w-0 flex-wrap gap-x-4">
        {changes.map((change) => (
          <li key={`${change.kind} ${'name' in change ? change.name : ''}`}>
            <Said change={change} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function Said({ change }: { change: UnseenChange }) {
  const t = useTranslations('edit.diff.unseen')
  switch (change.kind) {
    case 'line-ends':
      return t('lineEnds', { before: t(`ends.${change.before}`), after: t(`ends.${change.after}`) })
    case 'last-line-end':
      return t(change.isAdded ? 'lastAdded' : 'lastRemoved')
    case 'byte-order-mark':
      return t(change.isAdded ? 'markAdded' : 'markRemoved')
    case 'character': {
      const { name, count, line } = change
      return t(change.isAdded ? 'added' : 'removed', { character: name, count, line })
    }
    case 'composition':
      return t('composed', { count: change.count, line: change.line })
    default:
      return t(change.kind, { before: change.before, after: change.after })
  }
}
