'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Banner } from '@/components/ui/banner'
import { EmptyState } from '@/components/ui/empty-state'
import { Skeleton } from '@/components/ui/skeleton'
import { pathProblem, type ZnodePath } from '@/lib/znode/path'
import { ChangeDetail } from './change-detail'
import { HistoryActions } from './history-actions'
import type { HistoryPlace } from './history-place'
import { toMs } from './history-place'
import { PastTable } from './past-table'
import { PlanReview } from './plan-review'
import { TwoPanes } from './two-panes'
import { type Moment, usePast, usePlan } from './use-past'

/** A subtree as of a moment: looked at, compared with now, and brought back as far as chosen. */
export function PastView({ cluster, place }: { cluster: string; place: HistoryPlace }) {
  const t = useTranslations('history.past')
  const common = useTranslations('common')
  const problems = useTranslations('problem')
  const moment = momentOf(place)
  const { past, problem, reload } = usePast(cluster, moment)
  const [open, setOpen] = useState<Version>()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const { plan, failure, review, drop } = usePlan(cluster, moment)
  if (!moment) return <EmptyState title={t('ask.title')}>{t('ask.what')}</EmptyState>
  if (problem)
    return (
      <EmptyState role="alert" title={t('failed')}>
        {problems(problem.code)}
      </EmptyState>
    )
  if (!past) return <Skeleton label={common('loading')} rows={6} />
  const done = () => {
    drop()
    setChosen(new Set())
    reload()
  }
  return (
    <TwoPanes
      label={t('detail')}
      isOpen={plan !== undefined || open !== undefined}
      onBack={() => {
        drop()
        setOpen(undefined)
      }}
      list={
        <>
          {past.truncated ? <Banner tone="warning">{t('truncated')}</Banner> : null}
          {failure ? <Banner tone="danger">{problems(failure.code)}</Banner> : null}
          <PastTable
            past={past}
            chosen={chosen}
            onChoose={setChosen}
            onOpen={setOpen}
            onReview={() => void review([...chosen])}
          />
        </>
      }
      detail={
        plan ? (
          <PlanReview cluster={cluster} plan={plan} onBack={drop} onDone={done} />
        ) : (
          <Then cluster={cluster} open={open} />
        )
      }
    />
  )
}

/** What the chosen znode held at that moment. */
function Then({ cluster, open }: { cluster: string; open: Version | undefined }) {
  const t = useTranslations('history.past')
  if (!open) return <p className="m-auto px-6 text-center text-dim">{t('choose')}</p>
  return (
    <ChangeDetail
      cluster={cluster}
      change={open}
      withPath
      actions={(found) => <HistoryActions cluster={cluster} found={found} />}
    />
  )
}

type Version = { readonly id: number; readonly path: ZnodePath }

function momentOf({ path, at }: HistoryPlace): Moment | undefined {
  const ms = toMs(at)
  if (ms === undefined || path === '' || pathProblem(path) !== undefined) return undefined
  return { path: path as ZnodePath, at: Number(ms) }
}
