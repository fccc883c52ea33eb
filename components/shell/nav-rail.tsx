'use client'

import { ListTree } from 'lucide-react'
import { useTranslations } from 'use-intl'

/** The places of a cluster; hidden on a phone as long as there is only one. */
export function NavRail() {
  const t = useTranslations('shell.nav')
  return (
    <nav
      aria-label={t('label')}
      className="hidden w-[52px] shrink-0 flex-col items-center gap-1 border-r border-line bg-panel pt-2 md:flex"
    >
      <a
        href="?path=/"
        aria-current="page"
        aria-label={t('tree')}
        title={t('tree')}
        className="grid size-9 place-items-center rounded-md bg-accent-bg text-accent"
      >
        <ListTree aria-hidden className="size-[18px]" />
      </a>
    </nav>
  )
}
