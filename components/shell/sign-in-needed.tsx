'use client'

import { useTranslations } from '@/lib/messages/use-translations'
import { CommandLine, PlainPage } from './plain-page'

export function SignInNeeded() {
  const t = useTranslations('shell.signIn')
  return (
    <PlainPage title={t('title')}>
      <p>{t('what')}</p>
      <CommandLine>http://…/sign-in#…</CommandLine>
      <p>{t('how')}</p>
    </PlainPage>
  )
}
