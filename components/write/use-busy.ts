'use client'

import type { Standing } from '@/lib/client/writes/use-write'
import { useTranslations } from '@/lib/messages/use-translations'

/** Why a write cannot be sent again now: it is under way (`sending`), or in doubt. */
export function useBusy({ at }: Standing, sending: string): string | undefined {
  const t = useTranslations('doubt')
  if (at === 'sending') return sending
  return at === 'doubt' ? t('button') : undefined
}
