'use client'

import { useTranslations } from 'use-intl'
import { SCREENS } from '@/components/shell/nav-rail'
import { THEMES } from '@/components/shell/preferences'
import { useScreens } from '@/components/shell/screen-link'
import { signOut } from '@/components/shell/sign-out'
import { useTheme } from '@/components/shell/use-theme'
import { LOCALES } from '@/lib/messages/locale'
import { useSetLocale } from '@/lib/messages/provider'
import type { Command } from './use-commands'

/** What can be done from anywhere. */
export function usePaletteActions(): Command[] {
  const t = useTranslations('shell')
  const screens = useScreens()
  const [, setTheme] = useTheme()
  const setLocale = useSetLocale()
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
