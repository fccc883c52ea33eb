'use client'

import { sayNotice } from '@/components/notice/notice'
import type { endSession } from '@/lib/api/session'
import { basePath, request } from '@/lib/client/transport/request'
import { useTranslations } from '@/lib/messages/use-translations'

/** Ends the session, and says that it ended. */
export function useSignOut(): () => Promise<void> {
  const t = useTranslations('shell.absent')
  return async () => {
    try {
      await request<typeof endSession>('DELETE', '/api/session', { body: {} })
    } catch {
      sayNotice(t('signedIn'))
      return
    }
    location.assign(`${basePath()}/signed-out?left`)
  }
}
