'use client'

import { CalendarClock } from 'lucide-react'
import { useState } from 'react'
import { PastDetail } from '@/components/history/past/past-detail'
import type { Moment } from '@/components/history/past/use-past-listings'
import { PlanReview } from '@/components/history/restore/plan-review'
import { usePlan } from '@/components/history/restore/use-plan'
import type { HistoryPlace } from '@/components/navigation/history-place'
import { TwoPanes } from '@/components/navigation/two-panes'
import { toMs } from '@/components/navigation/when'
import { ChooseHint } from '@/components/ui/choose-hint'
import { EmptyState } from '@/components/ui/empty-state'
import type { PastZnode } from '@/lib/api/past'
import { useTranslations } from '@/lib/messages/use-translations'
import { pathProblem, type ZnodePath } from '@/lib/znode/path'
import { DifferingPane, PastTreePane } from './past-pane'

/** A subtree as of a moment: looked at, compared with now, and brought back as far as chosen. */
export function PastView({ cluster, place }: { cluster: string; place: HistoryPlace }) {
  const t = useTranslations('history.past')
  const moment = momentOf(place)
  if (moment === 'future' || moment === 'invalid')
    return (
      <EmptyState icon={<CalendarClock aria-hidden />} title={t(`${moment}.title`)}>
        {t(`${moment}.what`)}
      </EmptyState>
    )
  if (!moment)
    return (
      <EmptyState icon={<CalendarClock aria-hidden />} title={t('ask.title')}>
        {t('ask.what')}
      </EmptyState>
    )
  const key = `${moment.at} ${moment.path} ${place.show}`
  return <Subtree key={key} cluster={cluster} moment={moment} isWhole={place.show === 'all'} />
}

function Subtree(props: { cluster: string; moment: Moment; isWhole: boolean }) {
  const t = useTranslations('history.past')
  const { cluster, moment, isWhole } = props
  const [open, setOpen] = useState<PastZnode>()
  const [round, setRound] = useState(0)
  const { plan, planning, drop } = usePlan(cluster, moment)
  if (plan) {
    const done = () => {
      drop()
      setOpen(undefined)
      setRound(round + 1)
    }
    return <PlanReview {...{ cluster, moment, plan }} onBack={drop} onDone={done} />
  }
  const pane = { cluster, moment, open: open?.path, onOpen: setOpen }
  return (
    <TwoPanes
      label={t('detail')}
      isOpen={open !== undefined}
      onBack={() => setOpen(undefined)}
      list={
        isWhole ? (
          <PastTreePane {...pane} />
        ) : (
          <DifferingPane key={round} {...pane} planning={planning} />
        )
      }
      open={
        open ? (
          <PastDetail cluster={cluster} znode={open} at={moment.at} />
        ) : (
          <ChooseHint>{t('choose')}</ChooseHint>
        )
      }
    />
  )
}

/** Undefined while not all of it is given. */
function momentOf({ path, at }: HistoryPlace): Moment | 'invalid' | 'future' | undefined {
  if (path !== '' && pathProblem(path) !== undefined) return 'invalid'
  if (at !== '' && toMs(at) === undefined) return 'invalid'
  const ms = Number(toMs(at))
  if (path === '' || at === '') return undefined
  return ms > Date.now() ? 'future' : { path: path as ZnodePath, at: ms }
}
