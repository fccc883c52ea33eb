'use client'

import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { ReasonField } from '@/components/editor/reason-field'
import { useReason } from '@/components/editor/use-reason'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import type { Problem } from '@/lib/api/problem'
import { ApiError } from '@/lib/client/api'
import { commitPlan, type Plan } from './use-plan'

/** Why it is restored, and the button that does it. */
export function PlanForm(props: {
  cluster: string
  plan: Plan
  onBack: () => void
  onDone: () => void
}) {
  const t = useTranslations('history.plan')
  const { cluster, plan } = props
  const why = useReason()
  const [isSending, setSending] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const count = plan.steps.length
  const whyNot = count === 0 ? t('nothingToDo') : isSending ? t('sending') : why.missing
  const commit = async (event: FormEvent) => {
    event.preventDefault()
    if (whyNot !== undefined) return
    setSending(true)
    setProblem(undefined)
    try {
      await commitPlan(cluster, plan, why.reason)
      props.onDone()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem(error.problem)
      setSending(false)
    }
  }
  return (
    <form
      onSubmit={(event) => void commit(event)}
      className="shrink-0 border-t border-line bg-bg px-4 pt-2 pb-3"
    >
      {problem ? <PlanFailed problem={problem} /> : null}
      <ReasonField why={why} />
      <div className="mt-1 flex flex-wrap justify-end gap-2">
        <Button onClick={props.onBack}>{t('back')}</Button>
        <Button variant="primary" type="submit" blocked={whyNot}>
          {isSending ? t('sending') : t('commit', { count })}
        </Button>
      </div>
    </form>
  )
}

function PlanFailed({ problem: { code, path, detail } }: { problem: Problem }) {
  const problems = useTranslations('problem')
  return (
    <div className="-mx-4 -mt-2 mb-2">
      <Banner tone="danger" role="alert">
        {problems(code)} {path ? <span className="font-mono text-value">{path}</span> : null}{' '}
        {detail ? <span className="text-dim">{detail}</span> : null}
      </Banner>
    </div>
  )
}
