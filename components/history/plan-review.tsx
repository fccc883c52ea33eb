'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { ScrollRegion } from '@/components/ui/scroll-region'
import { TextField } from '@/components/ui/text-field'
import type { Problem } from '@/lib/api/problem'
import { ApiError } from '@/lib/client/api'
import { commitPlan, type Plan } from './use-past'

const TONES = { create: 'new', set: 'chg', delete: 'del' } as const

/** What a restore will do, step by step; it is done as one transaction, or not at all. */
export function PlanReview(props: {
  cluster: string
  plan: Plan
  onBack: () => void
  onDone: () => void
}) {
  const t = useTranslations('history.plan')
  const problems = useTranslations('problem')
  const { cluster, plan } = props
  const [reason, setReason] = useState('')
  const [isSending, setSending] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const count = plan.steps.length
  const commit = async () => {
    setSending(true)
    setProblem(undefined)
    try {
      await commitPlan(cluster, plan, reason)
      props.onDone()
    } catch (error) {
      if (error instanceof ApiError) setProblem(error.problem)
      setSending(false)
    }
  }
  return (
    <>
      <h3 className="shrink-0 px-4 pt-3 font-semibold">{t('title')}</h3>
      {problem ? (
        <Banner tone="danger" role="alert">
          {problems(problem.code)} {problem.path ?? ''}
        </Banner>
      ) : null}
      {plan.sequential.length > 0 ? <Banner tone="warning">{t('sequential')}</Banner> : null}
      <ScrollRegion label={t('steps')} className="min-h-0 flex-1 overflow-auto px-4 py-2">
        <ol aria-label={t('steps')}>
          {plan.steps.map(({ op, path }) => (
            <li key={path} className="flex items-center gap-2 py-1">
              <Chip tone={TONES[op]}>{t(`op.${op}`)}</Chip>
              <bdi className="min-w-0 truncate font-mono text-value whitespace-pre">{path}</bdi>
            </li>
          ))}
          {plan.skipped.map(({ path, why }) => (
            <li key={path} className="flex items-center gap-2 py-1 text-dim">
              <Chip>{t(`why.${why}`)}</Chip>
              <bdi className="min-w-0 truncate font-mono text-value whitespace-pre">{path}</bdi>
            </li>
          ))}
        </ol>
      </ScrollRegion>
      <div className="shrink-0 border-t border-line px-4 py-2">
        <TextField
          label={t('reason')}
          value={reason}
          maxLength={500}
          onChange={({ target }) => setReason(target.value)}
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={props.onBack}>{t('back')}</Button>
          <Button
            variant="primary"
            blocked={count === 0 || isSending ? t('nothing') : undefined}
            onClick={() => void commit()}
          >
            {t('commit', { count })}
          </Button>
        </div>
      </div>
    </>
  )
}
