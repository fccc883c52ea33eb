'use client'

import { DatabaseZap } from 'lucide-react'
import { useProblemWords } from '@/components/format/use-problem-words'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import type { Problem } from '@/lib/api/problem'
import { useTranslations } from '@/lib/messages/use-translations'
import { visibleText } from '@/lib/znode/visible-text'

/** Why nothing can be shown, and the way to try again. */
export function HistoryProblem(props: { problem: Problem; onRetry?: () => void }) {
  const t = useTranslations('history')
  const common = useTranslations('common')
  const wordsOf = useProblemWords()
  const { problem, onRetry } = props
  return (
    <EmptyState
      role="alert"
      icon={<DatabaseZap aria-hidden />}
      title={t('failed')}
      action={onRetry ? <Button onClick={onRetry}>{common('retry')}</Button> : null}
    >
      {wordsOf(problem, 'reading')} {visibleText(problem.detail ?? '')}
    </EmptyState>
  )
}
