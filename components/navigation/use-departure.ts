'use client'

import { sayNotice } from '@/components/notice/notice'
import { useLiveStore } from '@/lib/client/live/use-live'
import { useTranslations } from '@/lib/messages/use-translations'

/**
 * Leads away from this screen, unless the server cannot give the next one: what the screen shows is
 * then the last there is, and it stays. Tells whether it leads away.
 */
export function useDeparture(): (leave: () => void) => boolean {
  const t = useTranslations('shell.absent')
  const store = useLiveStore()
  return (leave) => {
    const isStuck = store.clusterView().view === 'reconnecting'
    if (isStuck) sayNotice(t('stay'))
    else leave()
    return !isStuck
  }
}
