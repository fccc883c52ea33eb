'use client'

import { useTranslations } from '@/lib/messages/use-translations'
import { CommandLine, PlainPage } from './plain-page'

export function SignInNeeded({ wasRefused }: { wasRefused: boolean }) {
  const t = useTranslations('shell.signIn')
  return (
    <PlainPage title={t('title')}>
      {wasRefused ? (
        <p role="alert" className="rounded-md bg-chg-bg px-3 py-2 text-text">
          {t('refused')}
        </p>
      ) : null}
      <p>{t('what')}</p>
      <CommandLine>http://…/sign-in?token=…</CommandLine>
      <p>{t('how')}</p>
    </PlainPage>
  )
}
