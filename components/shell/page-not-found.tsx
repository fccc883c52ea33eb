'use client'

import { buttonStyle } from '@/components/ui/button'
import { useTranslations } from '@/lib/messages/use-translations'
import { PlainPage } from './plain-page'

export function PageNotFound() {
  const t = useTranslations('shell.notFound')
  return (
    <PlainPage title={t('title')}>
      <p>{t('what')}</p>
      <a href="/" className={buttonStyle({ className: 'self-start' })}>
        {t('home')}
      </a>
    </PlainPage>
  )
}
