'use client'

import { useLiveStore } from '@/lib/client/use-live'
import { useTranslations } from '@/lib/messages/use-translations'
import { sayNotice } from './notice'

/**
 * Leads away from this screen, unless the server cannot give the next one: what the screen shows is
 * then the last there is, and it stays.
 */
export function useDeparture(): (leave: () => void) => void {
  const t = useTranslations('shell.absent')
  const store = useLiveStore()
  return (leave) => {
    if (store.clusterView().view === 'reconnecting') sayNotice(t('stay'))
    else leave()
  }
}
