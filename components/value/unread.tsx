'use client'

import { CloudAlert } from 'lucide-react'
import { NoContact, useIsCutOff } from '@/components/cluster/no-contact'
import { useProblemWords } from '@/components/format/use-problem-words'
import { useWords } from '@/components/format/use-words'
import { VisibleText } from '@/components/format/visible-text'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import type { useZnode } from '@/lib/client/live/use-live'
import { useTranslations } from '@/lib/messages/use-translations'

/** In place of a value that could not be read: never that there is none. */
export function Unread({ view }: { view: ReturnType<typeof useZnode> }) {
  const t = useTranslations('node.unread')
  const common = useTranslations('common')
  const wordsOf = useProblemWords()
  const words = useWords()
  const isCutOff = useIsCutOff()
  const { problem, stat } = view
  if (isCutOff && problem?.retriable !== false) return <NoContact />
  return (
    <EmptyState
      role="alert"
      icon={<CloudAlert aria-hidden />}
      title={t('title')}
      action={<Button onClick={view.reload}>{common('retry')}</Button>}
    >
      <p>
        {stat ? t('size', { bytes: words.size(stat.dataLength) }) : null}{' '}
        {problem ? wordsOf(problem, 'reading') : null} {problem?.retriable ? t('again') : null}
      </p>
      {problem?.detail ? (
        <p className="mt-1 font-mono text-meta text-faint">
          <VisibleText text={problem.detail} />
        </p>
      ) : null}
    </EmptyState>
  )
}
