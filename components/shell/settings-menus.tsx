'use client'

import { Languages, MoonStar, Settings2 } from 'lucide-react'
import { useLocale } from 'use-intl'
import { VisibleText } from '@/components/format/visible-text'
import { useSignOut } from '@/components/navigation/use-sign-out'
import { THEMES } from '@/components/preferences/preferences'
import { useLanguage } from '@/components/preferences/use-language'
import { useTheme } from '@/components/preferences/use-theme'
import { Menu } from '@/components/ui/overlay/menu'
import type { MenuSection } from '@/components/ui/overlay/menu-props'
import { LOCALES } from '@/lib/messages/locale'
import { useTranslations } from '@/lib/messages/use-translations'

const BUTTON =
  'inline-flex h-7 min-w-7 items-center justify-center gap-1.5 rounded-md border border-line bg-panel px-2 text-text hover:bg-raise pointer-coarse:h-10 pointer-coarse:min-w-10'

function useSections(person: string): Record<'theme' | 'language' | 'account', MenuSection> {
  const t = useTranslations('shell')
  const locale = useLocale()
  const setLocale = useLanguage()
  const signOut = useSignOut()
  const [theme, setTheme] = useTheme()
  return {
    theme: {
      id: 'theme',
      label: t('menu.theme'),
      items: THEMES.map((id) => ({
        id,
        label: t(`theme.${id}`),
        checked: id === theme,
        onSelect: () => setTheme(id),
      })),
    },
    language: {
      id: 'language',
      label: t('menu.language'),
      items: LOCALES.map((id) => ({
        id,
        label: t(`language.${id}`),
        checked: id === locale,
        onSelect: () => void setLocale(id),
      })),
    },
    account: {
      id: 'account',
      label: person,
      items: [{ id: 'out', label: t('menu.signOut'), onSelect: () => void signOut() }],
    },
  }
}

/** Language and theme stand on their own where there is room, and with the account elsewhere. */
export function SettingsMenus({ person }: { person: string }) {
  const t = useTranslations('shell.menu')
  const { theme, language, account } = useSections(person)
  const locale = useLocale()
  return (
    <>
      <div className="hidden items-center gap-2 lg:flex">
        <Menu
          label={t('language')}
          className={BUTTON}
          sections={[language]}
          trigger={
            <>
              <Languages aria-hidden className="size-3.5" />
              {locale === 'en' ? 'EN' : '中'}
            </>
          }
        />
        <Menu
          label={t('theme')}
          tip={t('theme')}
          className={BUTTON}
          sections={[theme]}
          trigger={<MoonStar aria-hidden className="size-3.5" />}
        />
      </div>
      <div className="hidden lg:flex">
        <Menu
          label={t('label', { person })}
          className={BUTTON}
          sections={[account]}
          trigger={
            <>
              <Settings2 aria-hidden className="size-3.5" />
              <span className="max-w-24 truncate">
                <VisibleText text={person} />
              </span>
            </>
          }
        />
      </div>
      <div className="flex lg:hidden">
        <Menu
          label={t('label', { person })}
          className={BUTTON}
          sections={[theme, language, account]}
          trigger={<Settings2 aria-hidden className="size-3.5" />}
        />
      </div>
    </>
  )
}
