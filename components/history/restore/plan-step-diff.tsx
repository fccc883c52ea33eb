'use client'

import { useMemo } from 'react'
import { useValueNow } from '@/components/diff/use-value-now'
import { ValueDiff } from '@/components/diff/value-diff'
import { VisibleText } from '@/components/format/visible-text'
import { HistoryProblem } from '@/components/history/changes/history-problem'
import { Banner } from '@/components/ui/banner'
import { Skeleton } from '@/components/ui/skeleton'
import type { RecordedValue } from '@/lib/api/history'
import { useTranslations } from '@/lib/messages/use-translations'
import { PlanAcl } from './plan-acl'
import type { Plan, PlanStep } from './use-plan'

/** What one step of a restore does: what is there now, and what it becomes. */
export function PlanStepDiff(props: { cluster: string; plan: Plan; step: PlanStep }) {
  const t = useTranslations('history.plan')
  const common = useTranslations('common')
  const { cluster, plan, step } = props
  const acl = plan.acls.find(({ path }) => path === step.path)
  const { now, problem } = useValueNow(cluster, step.path)
  const after = useMemo(() => valueAfter(step), [step])
  if (problem) return <HistoryProblem problem={problem} />
  if (!now) return <Skeleton label={common('loading')} rows={4} />
  const seen = step.op === 'create' ? null : step.version
  return (
    <>
      <div className="shrink-0 border-b border-line px-4 py-2">
        <h3 className="text-meta text-dim">{t(`does.${step.op}`)}</h3>
        <span className="font-mono text-value [overflow-wrap:anywhere]">
          <VisibleText text={step.path} />
        </span>
      </div>
      {acl ? <PlanAcl restored={acl} /> : null}
      {now.version === seen ? null : <Banner tone="warning">{t('movedOn')}</Banner>}
      <ValueDiff
        cluster={cluster}
        path={step.path}
        before={now.value}
        after={after}
        labels={{
          before: t('now', { version: now.version ?? 'none' }),
          after: t('becomes'),
        }}
      />
    </>
  )
}

function valueAfter(step: PlanStep): RecordedValue {
  if (step.op === 'delete') return { state: 'absent', data: null }
  return { state: step.data === null ? 'none' : 'kept', data: step.data }
}
