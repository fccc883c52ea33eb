'use client'

import { useTranslations } from 'use-intl'
import { buttonStyle } from '@/components/ui/button'
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
