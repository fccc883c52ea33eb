'use client'

import { sayNotice } from '@/components/notice/notice'
import type { Locale } from '@/lib/messages/locale'
import { useSetLocale } from '@/lib/messages/provider'
import { useTranslations } from '@/lib/messages/use-translations'

/** Switches the language; without its words, which are loaded then, it stays what it was. */
export function useLanguage(): (locale: Locale) => Promise<void> {
  const t = useTranslations('shell.absent')
  const setLocale = useSetLocale()
  return (locale) => setLocale(locale).catch(() => sayNotice(t('language')))
}
