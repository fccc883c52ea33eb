'use client'

import { Unplug } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { useClusterState } from '@/lib/client/live/use-live'
import { useTranslations } from '@/lib/messages/use-translations'
import { isFailure, pillState } from './pill-state'
import { showStateDetails } from './state-details'
import { TryNow } from './try-now'
import { useStateWords } from './use-state-words'

/** Whether it is known that nothing can be read now, and why. */
export function useIsCutOff(): boolean {
  return isFailure(pillState(useClusterState()))
}

/** In place of what was never read and cannot be: why, and, unless `brief`, what may be done. */
export function NoContact({ brief = false }: { brief?: boolean }) {
  const t = useTranslations('shell')
  const causes = useTranslations('cause')
  const state = useStateWords()
  const view = useClusterState()
  const { cause } = view.missing.find((lacking) => lacking.cause !== null) ?? view
  return (
    <EmptyState
      role={brief ? 'status' : 'alert'}
      icon={<Unplug aria-hidden />}
      title={t(`state.${pillState(view)}`)}
      action={
        brief ? null : (
          <>
            <TryNow />
            <Button onClick={() => showStateDetails(true)}>{t('about.details')}</Button>
          </>
        )
      }
    >
      <p>{state.together(state.headline(view), state.tried(view))}</p>
      {cause && !brief ? <p className="mt-1">{causes(`${cause}.remedy`)}</p> : null}
    </EmptyState>
  )
}
