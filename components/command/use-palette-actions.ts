'use client'

import { useTranslations } from 'use-intl'
import { PLACES } from '@/components/shell/nav-rail'
import { THEMES } from '@/components/shell/preferences'
import { signOut } from '@/components/shell/sign-out'
import { useTheme } from '@/components/shell/use-theme'
import { LOCALES } from '@/lib/messages/locale'
import { useSetLocale } from '@/lib/messages/provider'
import type { Command } from './use-commands'

/** What can be done from anywhere. */
export function usePaletteActions(): Command[] {
  const t = useTranslations('shell')
  const [, setTheme] = useTheme()
  const setLocale = useSetLocale()
  return [
    ...PLACES.map(([place]) => ({
      label: t('palette.go', { path: t(`nav.${place}`) }),
      run: () => location.assign(place),
    })),
    ...THEMES.map((theme) => ({
      label: t('palette.themeTo', { theme: t(`theme.${theme}`) }),
      run: () => setTheme(theme),
    })),
    ...LOCALES.map((locale) => ({
      label: t('palette.languageTo', { language: t(`language.${locale}`) }),
      run: () => void setLocale(locale),
    })),
    { label: t('menu.signOut'), run: () => void signOut() },
  ]
}
