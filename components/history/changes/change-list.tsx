'use client'

import { History } from 'lucide-react'
import type { ReactNode } from 'react'
import { useWords } from '@/components/format/use-words'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ScrollRegion } from '@/components/ui/scroll-region'
import { Skeleton } from '@/components/ui/skeleton'
import { useTranslations } from '@/lib/messages/use-translations'
import type { Listed } from './as-one'
import { ChangeRow } from './change-row'
import { GistsOf } from './gists'
import { HistoryProblem } from './history-problem'
import type { useChanges } from './use-changes'

export type ChangeListProps = {
  readonly label: string
  readonly found: ReturnType<typeof useChanges>
  readonly open: Listed | undefined
  readonly onOpen: (listed: Listed) => void
  readonly withPath?: boolean
  readonly empty: { readonly title: string; readonly what: string; readonly action?: ReactNode }
}

/** Changes, newest first. What was read stays while newer ones are asked for, or cannot be. */
export function ChangeList(props: ChangeListProps) {
  const t = useTranslations('history')
  const common = useTranslations('common')
  const { changes, runs, problem, isCurrent, hasMore, retry, follow } = props.found
  if (!changes && problem) return <HistoryProblem problem={problem} onRetry={retry} />
  if (!changes) return <Skeleton label={common('loading')} rows={6} />
  return (
    <>
      {problem ? <Banner tone="warning">{t('stale')}</Banner> : null}
      {follow ? (
        <Banner actions={<Button onClick={follow}>{t('toNewest')}</Button>}>{t('still')}</Banner>
      ) : null}
      {changes.length === 0 && isCurrent && !hasMore ? (
        <EmptyState
          icon={<History aria-hidden />}
          title={props.empty.title}
          action={props.empty.action}
        >
          {props.empty.what}
        </EmptyState>
      ) : (
        <ScrollRegion
          label={props.label}
          className={`min-h-0 flex-1 overflow-y-auto bg-panel ${isCurrent ? '' : 'opacity-60'}`}
        >
          <GistsOf>
            <ol aria-label={props.label}>
              {changes.map((change) => {
                const run = runs.find(({ id }) => id === change.id)
                return (
                  <ChangeRow
                    // A run that grows is the same one.
                    key={run ? `run ${run.oldest}` : change.id}
                    change={change}
                    run={run}
                    withPath={props.withPath ?? false}
                    open={props.open}
                    onOpen={props.onOpen}
                  />
                )
              })}
            </ol>
          </GistsOf>
          {hasMore ? <More {...props.found} /> : null}
        </ScrollRegion>
      )}
    </>
  )
}

/** The way to older changes; a search that took long says how far back it looked. */
function More({ searchedTo, more }: Pick<ReturnType<typeof useChanges>, 'searchedTo' | 'more'>) {
  const t = useTranslations('history')
  const words = useWords()
  return (
    <p className="flex flex-col items-center gap-2 p-3 text-center text-dim">
      {searchedTo === null ? null : t('searchedTo', { time: words.time(searchedTo) })}
      <Button onClick={more}>{searchedTo === null ? t('more') : t('searchOn')}</Button>
    </p>
  )
}
