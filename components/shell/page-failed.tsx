'use client'

import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
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
