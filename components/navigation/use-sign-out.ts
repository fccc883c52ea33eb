'use client'

import { sayNotice } from '@/components/notice/notice'
import { basePath, request } from '@/lib/client/transport/request'
import { useTranslations } from '@/lib/messages/use-translations'

/** Ends the session, and says that it ended. */
export function useSignOut(): () => Promise<void> {
  const t = useTranslations('shell.absent')
  return async () => {
    try {
      await request('endSession', { body: {} })
    } catch {
      sayNotice(t('signedIn'))
      return
    }
    location.assign(`${basePath()}/signed-out?left`)
  }
}
