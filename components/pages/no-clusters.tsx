'use client'

import { useTranslations } from '@/lib/messages/use-translations'
import { CommandLine, PlainPage } from './plain-page'

export function NoClusters() {
  const t = useTranslations('shell')
  return (
    <PlainPage title={t('noClusters.title')}>
      <p>{t('noClusters.what')}</p>
      <CommandLine>npm start -- zk1:2181,zk2:2181/chroot</CommandLine>
    </PlainPage>
  )
}
