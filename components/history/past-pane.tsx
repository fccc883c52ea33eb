'use client'

import { useId, useState } from 'react'
import { useProblemWords } from '@/components/format/use-problem-words'
import { HistoryProblem } from '@/components/history/changes/history-problem'
import { PastList } from '@/components/history/past/past-list'
import { type PastRow, pastRows } from '@/components/history/past/past-rows'
import { type Choice, usePastChoice } from '@/components/history/past/use-past-choice'
import { type Moment, usePastListings } from '@/components/history/past/use-past-listings'
import type { PlanRequest } from '@/components/history/restore/use-plan'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Checkbox } from '@/components/ui/form/checkbox'
import type { PastZnode } from '@/lib/api/past'
import { useTranslations } from '@/lib/messages/use-translations'
import type { ZnodePath } from '@/lib/znode/path'
import { visibleText } from '@/lib/znode/visible-text'

type PaneProps = {
  cluster: string
  moment: Moment
  open: ZnodePath | undefined
  onOpen: (znode: PastZnode) => void
}

const NO_PATHS: ReadonlySet<ZnodePath> = new Set()

/** What differs from now in a subtree as of a moment, to be chosen for a restore. */
export function DifferingPane(props: PaneProps & { planning: PlanRequest }) {
  const t = useTranslations('history.past')
  const { cluster, moment, planning } = props
  const { listings, problem, load, reload } = usePastListings(cluster, moment, 'differing')
  const choice = usePastChoice()
  const rows = pastRows(listings, moment.path, NO_PATHS)
  if (problem && listings.size === 0) return <HistoryProblem problem={problem} onRetry={reload} />
  if (rows.length === 0)
    return <EmptyState title={t('nothing.title')}>{t('nothing.what')}</EmptyState>
  return (
    <>
      <ChoiceBar
        choice={choice}
        rows={rows}
        isPlanning={planning.isAsked}
        onReview={() => planning.ask(choice)}
      />
      {planning.problem ? <PlanProblem {...planning} /> : null}
      {problem ? <Stale onRetry={reload} /> : null}
      <PastList {...props} rows={rows} root={moment.path} load={load} choice={choice} />
    </>
  )
}

/** All that was recorded of a subtree at a moment, level by level. */
export function PastTreePane(props: PaneProps) {
  const t = useTranslations('history.past')
  const { cluster, moment } = props
  const { listings, problem, load, reload } = usePastListings(cluster, moment, 'children')
  const [opened, setOpened] = useState(NO_PATHS)
  const rows = pastRows(listings, moment.path, opened)
  const toggle = (path: ZnodePath) => {
    const next = new Set(opened)
    if (!next.delete(path)) next.add(path)
    setOpened(next)
  }
  if (problem && listings.size === 0) return <HistoryProblem problem={problem} onRetry={reload} />
  if (rows.length === 0) return <EmptyState title={t('empty.title')}>{t('empty.what')}</EmptyState>
  return (
    <>
      {problem ? <Stale onRetry={reload} /> : null}
      <PastList
        {...props}
        rows={rows}
        root={moment.path}
        load={load}
        expanding={{ opened, toggle }}
      />
    </>
  )
}

function Stale({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations('history')
  const common = useTranslations('common')
  return (
    <Banner tone="warning" actions={<Button onClick={onRetry}>{common('retry')}</Button>}>
      {t('stale')}
    </Banner>
  )
}

function PlanProblem({ problem }: PlanRequest) {
  const wordsOf = useProblemWords()
  if (!problem) return null
  return (
    <Banner tone="danger" role="alert">
      {wordsOf(problem)} {visibleText(problem.detail ?? '')}
    </Banner>
  )
}

/** How many are listed, and the way to what restoring the chosen ones would do. */
function ChoiceBar(props: {
  choice: Choice
  rows: readonly PastRow[]
  isPlanning: boolean
  onReview: () => void
}) {
  const t = useTranslations('history.past')
  const id = useId()
  const { choice, rows } = props
  const read = rows.filter(({ kind }) => kind === 'znode').length
  const count = choice.isAll ? read - choice.paths.size : choice.paths.size
  const isEach = choice.isAll && choice.paths.size === 0
  const isWhole = read === rows.length
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-3 border-b border-line px-4 py-1.5">
      <label htmlFor={id} className="flex min-h-7 items-center gap-2">
        <Checkbox
          id={id}
          checked={isEach}
          isPartly={count > 0 && !isEach}
          onChange={() => choice.chooseAll(!isEach)}
        />
        {isWhole ? t('all', { count: read }) : t('allOfMore', { count: read })}
      </label>
      <span className="flex-1" />
      <Button
        variant="primary"
        blocked={props.isPlanning ? t('planning') : count === 0 ? t('chooseFirst') : undefined}
        onClick={props.onReview}
      >
        {isEach && !isWhole ? t('reviewAll') : t('review', { count })}
      </Button>
    </div>
  )
}
