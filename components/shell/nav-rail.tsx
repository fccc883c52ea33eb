'use client'

import { History, ListTree } from 'lucide-react'
import { useTranslations } from 'use-intl'

export type PlaceName = 'tree' | 'history'

export const PLACES = [
  ['tree', ListTree],
  ['history', History],
] as const

/** The places of a cluster. On a phone the header leads to them. */
export function NavRail({ current }: { current: PlaceName }) {
  const t = useTranslations('shell.nav')
  return (
    <nav
      aria-label={t('label')}
      className="hidden w-[52px] shrink-0 flex-col items-center gap-1 border-r border-line bg-panel pt-2 md:flex"
    >
      {PLACES.map(([name, Icon]) => (
        <a
          key={name}
          href={name}
          aria-current={name === current ? 'page' : undefined}
          aria-label={t(name)}
          title={t(name)}
          className="grid size-9 place-items-center rounded-md text-dim hover:bg-raise hover:text-text aria-[current=page]:bg-accent-bg aria-[current=page]:text-accent"
        >
          <Icon aria-hidden className="size-[18px]" />
        </a>
      ))}
    </nav>
  )
}

/** On a phone: the way to the place that is not shown. */
export function OtherPlace({ current }: { current: PlaceName }) {
  const t = useTranslations('shell.nav')
  const [name, Icon] = PLACES.find(([each]) => each !== current) ?? PLACES[0]
  return (
    <a
      href={name}
      aria-label={t(name)}
      title={t(name)}
      className="grid size-10 shrink-0 place-items-center rounded-md text-dim hover:bg-raise md:hidden"
    >
      <Icon aria-hidden className="size-[18px]" />
    </a>
  )
}
