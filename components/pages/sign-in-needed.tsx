'use client'

import { useTranslations } from '@/lib/messages/use-translations'
import { CommandLine, PlainPage } from './plain-page'

/** `hasLeft`: somebody was signed in here, and is no longer. */
export function SignInNeeded({ hasLeft }: { hasLeft: boolean }) {
  const t = useTranslations('shell.signIn')
  return (
    <PlainPage title={t(hasLeft ? 'left' : 'title')}>
      <p>{t('what')}</p>
      <CommandLine>http://…/sign-in#…</CommandLine>
      <p>{t('how')}</p>
    </PlainPage>
  )
}
