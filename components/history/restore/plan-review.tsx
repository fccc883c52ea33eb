'use client'

import { useState } from 'react'
import { useWords } from '@/components/format/use-words'
import { VisibleText } from '@/components/format/visible-text'
import type { Moment } from '@/components/history/past/use-past-listings'
import { TwoPanes } from '@/components/navigation/two-panes'
import { Banner } from '@/components/ui/banner'
import { Chip } from '@/components/ui/chip'
import { ScrollRegion } from '@/components/ui/scroll-region'
import { hintProps } from '@/components/ui/tip'
import { useTranslations } from '@/lib/messages/use-translations'
import { visibleText } from '@/lib/znode/visible-text'
import { PlanForm, type PlanProps } from './plan-form'
import { PlanStepDiff } from './plan-step-diff'
import type { Plan, PlanStep } from './use-plan'

const OPS = ['create', 'set', 'delete'] as const
const TONES = { create: 'new', set: 'chg', delete: 'del' } as const

/** What a restore will do, step by step; it is done as one transaction, or not at all. */
export function PlanReview(props: PlanProps & { readonly moment: Moment }) {
  const t = useTranslations('history.plan')
  const { cluster, plan } = props
  const [open, setOpen] = useState<PlanStep>()
  const shown = open ?? plan.steps[0]
  return (
    <TwoPanes
      label={t('step')}
      isOpen={open !== undefined}
      onBack={() => setOpen(undefined)}
      list={
        <>
          <Numbers plan={plan} moment={props.moment} />
          <Warnings plan={plan} />
          <Steps plan={plan} open={shown} onOpen={setOpen} />
          <PlanForm {...props} />
        </>
      }
      open={
        shown ? (
          <PlanStepDiff cluster={cluster} plan={plan} step={shown} />
        ) : (
          <p className="m-auto px-6 text-center text-dim">{t('nothingToDo')}</p>
        )
      }
    />
  )
}

function Numbers({ plan, moment }: { plan: Plan; moment: Moment }) {
  const t = useTranslations('history.plan')
  const words = useWords()
  const counts = OPS.map((op) => ({
    op,
    count: plan.steps.filter((step) => step.op === op).length,
  }))
  return (
    <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line px-4 py-1.5">
      <h3 className="mr-1 font-semibold">
        {t('title', { path: moment.path, time: words.time(moment.at) })}
      </h3>
      {counts.map(({ op, count }) =>
        count === 0 ? null : (
          <Chip key={op} tone={TONES[op]}>
            {t(`count.${op}`, { count })}
          </Chip>
        ),
      )}
      {plan.skipped.length > 0 ? <Chip>{t('skipped', { count: plan.skipped.length })}</Chip> : null}
    </div>
  )
}

function Warnings({ plan }: { plan: Plan }) {
  const t = useTranslations('history.plan')
  const words = useWords()
  const { left, maxSteps, maxBytes, sequential, skipped, searchedTo } = plan
  const inheriting = plan.acls.filter(({ from }) => from === 'inherited').length
  const ephemerals = skipped.filter(({ why }) => why === 'ephemeral').length
  return (
    <>
      {searchedTo === null ? null : (
        <Banner tone="warning">
          {t('partial')} <VisibleText text={searchedTo} cut />
        </Banner>
      )}
      {left > 0 ? (
        <Banner tone="warning">
          {t('left', {
            left: words.number(left),
            total: words.number(left + plan.steps.length),
            steps: words.number(maxSteps),
            size: words.size(maxBytes),
          })}
        </Banner>
      ) : null}
      {sequential.length > 0 ? (
        <Banner tone="warning">{t('sequential', { count: sequential.length })}</Banner>
      ) : null}
      {inheriting > 0 ? (
        <Banner tone="warning">{t('inheriting', { count: inheriting })}</Banner>
      ) : null}
      {ephemerals > 0 ? <Banner>{t('ephemerals', { count: ephemerals })}</Banner> : null}
    </>
  )
}

function Steps(props: {
  plan: Plan
  open: PlanStep | undefined
  onOpen: (step: PlanStep) => void
}) {
  const t = useTranslations('history.plan')
  const { plan, open } = props
  return (
    <ScrollRegion label={t('steps')} className="min-h-24 flex-1 overflow-auto bg-panel">
      <ol aria-label={t('steps')}>
        {plan.steps.map((step) => (
          <li key={step.path} className="border-b border-line">
            <button
              type="button"
              aria-pressed={step === open}
              {...hintProps(visibleText(step.path), { ifCut: true })}
              onClick={() => props.onOpen(step)}
              className="flex h-8 w-full items-center gap-2 px-4 text-left hover:bg-raise focus-visible:-outline-offset-2 aria-pressed:bg-accent-bg"
            >
              <Chip tone={TONES[step.op]} className="w-16 justify-center">
                {t(`op.${step.op}`)}
              </Chip>
              <span className="min-w-0 truncate font-mono text-value">
                <VisibleText text={step.path} cut />
              </span>
            </button>
          </li>
        ))}
        {plan.skipped.map(({ path, why }) => (
          <li
            key={path}
            {...hintProps(visibleText(path), { ifCut: true })}
            className="flex h-8 items-center gap-2 border-b border-line px-4 text-dim"
          >
            <Chip>{t(`why.${why}`)}</Chip>
            <span className="min-w-0 truncate font-mono text-value">
              <VisibleText text={path} cut />
            </span>
          </li>
        ))}
      </ol>
    </ScrollRegion>
  )
}
