'use client'

import { useTranslations } from 'use-intl'
import { THEMES } from '@/components/shell/preferences'
import { signOut } from '@/components/shell/sign-out'
import { useTheme } from '@/components/shell/use-theme'
import { LOCALES } from '@/lib/messages/locale'
import { useSetLocale } from '@/lib/messages/provider'

type PaletteAction = { readonly label: string; readonly run: () => void }

/** What can be done from anywhere. */
export function usePaletteActions(): PaletteAction[] {
  const t = useTranslations('shell')
  const [, setTheme] = useTheme()
  const setLocale = useSetLocale()
  return [
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
