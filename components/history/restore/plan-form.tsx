'use client'

import type { FormEvent } from 'react'
import { useWriteBlock } from '@/components/cluster/use-write-block'
import { Button } from '@/components/ui/button'
import { Form } from '@/components/ui/form/form'
import { ReasonField } from '@/components/write/reason-field'
import { useBusy } from '@/components/write/use-busy'
import { useReason } from '@/components/write/use-reason'
import { WriteNews } from '@/components/write/write-status'
import { useAttempt } from '@/lib/client/writes/use-write'
import { useTranslations } from '@/lib/messages/use-translations'
import { ROOT } from '@/lib/znode/path'
import { commitPlan, type Plan } from './use-plan'

export type PlanProps = {
  readonly cluster: string
  readonly plan: Plan
  readonly onBack: () => void
  readonly onDone: () => void
}

/** Why it is restored, and the button that does it. */
export function PlanForm(props: PlanProps) {
  const t = useTranslations('history.plan')
  const { cluster, plan } = props
  const why = useReason()
  const { standing, send } = useAttempt(cluster, props.onDone)
  const busy = useBusy(standing, t('sending'))
  const count = plan.steps.length
  const [first] = plan.steps
  const blocked = useWriteBlock(first?.path ?? ROOT)
  const whyNot = first ? (busy ?? blocked ?? why.missing) : t('nothingToDo')
  const commit = async (event: FormEvent) => {
    event.preventDefault()
    if (!first || whyNot !== undefined) return
    const { reason } = why
    await send(first.path, (attempt) => commitPlan(cluster, plan, { reason, attempt }))
  }
  return (
    <Form
      onSubmit={(event) => void commit(event)}
      className="shrink-0 border-t border-line bg-bg px-4 pt-2 pb-3"
    >
      <div className="-mx-4 -mt-2 mb-2">
        <WriteNews standing={standing} />
      </div>
      <ReasonField why={why} />
      <div className="mt-1 flex flex-wrap justify-end gap-2">
        <Button onClick={props.onBack}>{t('back')}</Button>
        <Button variant="primary" type="submit" blocked={whyNot}>
          {busy ?? t('commit', { count })}
        </Button>
      </div>
    </Form>
  )
}
