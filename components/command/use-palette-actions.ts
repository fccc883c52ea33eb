'use client'

import type { Command } from '@/components/commands/use-commands'
import { useScreens } from '@/components/navigation/screen-link'
import { SCREENS } from '@/components/navigation/screens'
import { useSignOut } from '@/components/navigation/use-sign-out'
import { THEMES } from '@/components/preferences/preferences'
import { useLanguage } from '@/components/preferences/use-language'
import { useTheme } from '@/components/preferences/use-theme'
import { LOCALES } from '@/lib/messages/locale'
import { useTranslations } from '@/lib/messages/use-translations'

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
