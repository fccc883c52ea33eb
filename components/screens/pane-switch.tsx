'use client'

import { Activity, FileText, History, ListTree } from 'lucide-react'
import type { PaneName } from '@/components/navigation/place'
import { ScreenLink } from '@/components/navigation/screen-link'
import { useTranslations } from '@/lib/messages/use-translations'

const PANES = [
  ['tree', ListTree],
  ['node', FileText],
  ['timeline', Activity],
] as const

const ITEM =
  'flex flex-1 flex-col items-center justify-center gap-0.5 text-meta text-dim aria-[current]:text-accent'

/** A phone's one way around: to a pane of the tree, or to the history. */
export function PaneSwitch({
  current,
  onChange,
}: {
  current: PaneName | 'history'
  onChange: (pane: PaneName) => void
}) {
  const t = useTranslations('shell')
  return (
    <nav
      aria-label={t('nav.label')}
      className="flex h-14 shrink-0 border-t border-line bg-panel pb-[env(safe-area-inset-bottom)] box-content md:hidden"
    >
      {PANES.map(([name, Icon]) => (
        <button
          key={name}
          type="button"
          aria-current={name === current ? 'page' : undefined}
          aria-controls={current === 'history' ? undefined : `pane-${name}`}
          onClick={() => onChange(name)}
          className={ITEM}
        >
          <Icon aria-hidden className="size-5" />
          {t(`panes.${name}`)}
        </button>
      ))}
      <ScreenLink
        screen="history"
        aria-current={current === 'history' ? 'page' : undefined}
        className={ITEM}
      >
        <History aria-hidden className="size-5" />
        {t('nav.history')}
      </ScreenLink>
    </nav>
  )
}
