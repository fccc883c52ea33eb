'use client'

import { THEMES } from '@/components/shell/preferences'
import { useScreens } from '@/components/shell/screen-link'
import { SCREENS } from '@/components/shell/screens'
import { useLanguage } from '@/components/shell/use-language'
import { useSignOut } from '@/components/shell/use-sign-out'
import { useTheme } from '@/components/shell/use-theme'
import { LOCALES } from '@/lib/messages/locale'
import { useTranslations } from '@/lib/messages/use-translations'
import type { Command } from './use-commands'

/** What can be done from anywhere. */
export function usePaletteActions(): Command[] {
  const t = useTranslations('shell')
  const screens = useScreens()
  const [, setTheme] = useTheme()
  const setLocale = useLanguage()
  const signOut = useSignOut()
  return [
    ...SCREENS.map(([screen]) => ({
      label: t('palette.go', { path: t(`nav.${screen}`) }),
      run: () => screens.open(screen),
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
