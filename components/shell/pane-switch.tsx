'use client'

import { Activity, FileText, ListTree } from 'lucide-react'
import { useTranslations } from '@/lib/messages/use-translations'
import type { PaneName } from './panes'

const ITEMS = [
  ['tree', ListTree],
  ['node', FileText],
  ['timeline', Activity],
] as const

/** Which pane a phone shows. */
export function PaneSwitch({
  current,
  onChange,
}: {
  current: PaneName
  onChange: (pane: PaneName) => void
}) {
  const t = useTranslations('shell')
  return (
    <nav
      aria-label={t('nav.label')}
      className="shrink-0 border-t border-line bg-panel pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <div role="tablist" aria-label={t('nav.label')} className="flex h-14">
        {ITEMS.map(([name, Icon]) => (
          <button
            key={name}
            type="button"
            role="tab"
            aria-selected={name === current}
            aria-controls={`pane-${name}`}
            onClick={() => onChange(name)}
            className="flex flex-1 flex-col items-center justify-center gap-0.5 text-meta text-dim aria-selected:text-accent"
          >
            <Icon aria-hidden className="size-5" />
            {t(`panes.${name}`)}
          </button>
        ))}
      </div>
    </nav>
  )
}
