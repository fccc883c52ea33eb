'use client'

import { ScreenLink, type ScreenName } from '@/components/navigation/screen-link'
import { SCREENS } from '@/components/navigation/screens'
import { tipProps } from '@/components/ui/tip'
import { useTranslations } from '@/lib/messages/use-translations'

/** The screens of a cluster. On a phone the foot of the page leads to them. */
export function NavRail({ current }: { current: ScreenName }) {
  const t = useTranslations('shell.nav')
  return (
    <nav
      aria-label={t('label')}
      className="hidden w-[52px] shrink-0 flex-col items-center gap-1 border-r border-line bg-panel pt-2 md:flex"
    >
      {SCREENS.map(([name, Icon]) => (
        <ScreenLink
          key={name}
          screen={name}
          aria-current={name === current ? 'page' : undefined}
          aria-label={t(name)}
          {...tipProps(t(name))}
          className="grid size-9 place-items-center rounded-md text-dim hover:bg-raise hover:text-text aria-[current=page]:bg-accent-bg aria-[current=page]:text-accent"
        >
          <Icon aria-hidden className="size-[18px]" />
        </ScreenLink>
      ))}
    </nav>
  )
}
