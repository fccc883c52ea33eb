'use client'

import { EyeOff } from 'lucide-react'
import { hintProps } from '@/components/ui/tip'
import type { NotFollowed as Told } from '@/lib/api/events'
import { useTranslations } from '@/lib/messages/use-translations'

/** Marks what is on the screen and whose changes do not reach it, with the reason. */
export function NotFollowed({ reason }: { reason: Told['reason'] }) {
  const t = useTranslations('tree.notFollowed')
  return (
    <span
      {...hintProps(t(reason))}
      className="inline-flex shrink-0 items-center gap-1 text-meta text-chg"
    >
      <EyeOff aria-hidden className="size-3.5" />
      {t('short')}
      <span className="sr-only">{t(reason)}</span>
    </span>
  )
}
