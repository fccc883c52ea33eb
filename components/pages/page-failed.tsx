'use client'

import { Button } from '@/components/ui/button'
import { useTranslations } from '@/lib/messages/use-translations'
import { PlainPage } from './plain-page'

export function PageFailed({ message, onRetry }: { message: string; onRetry: () => void }) {
  const t = useTranslations('shell.failed')
  const common = useTranslations('common')
  return (
    <PlainPage title={t('title')}>
      <p>{t('what', { message })}</p>
      <Button className="self-start" onClick={onRetry}>
        {common('retry')}
      </Button>
    </PlainPage>
  )
}
