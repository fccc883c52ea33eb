'use client'

import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { EmptyState } from '@/components/ui/empty-state'
import { ScrollRegion } from '@/components/ui/scroll-region'
import type { ZnodePath } from '@/lib/znode/path'
import type { Past } from './use-past'

const TONES = { same: 'neutral', changed: 'chg', gone: 'del', new: 'new' } as const

/** The znodes of a subtree at a moment; what differs from now can be chosen. */
export function PastTable(props: {
  past: Past
  chosen: ReadonlySet<string>
  onChoose: (chosen: ReadonlySet<string>) => void
  onOpen: (version: { id: number; path: ZnodePath }) => void
  onReview: () => void
}) {
  const t = useTranslations('history.past')
  const { past, chosen, onChoose } = props
  const differing = past.znodes.filter(({ status }) => status !== 'same').map(({ path }) => path)
  if (past.znodes.length === 0)
    return <EmptyState title={t('nothing.title')}>{t('nothing.what')}</EmptyState>
  const toggle = (path: string) => {
    const next = new Set(chosen)
    if (!next.delete(path)) next.add(path)
    onChoose(next)
  }
  const areAll = differing.length > 0 && differing.every((path) => chosen.has(path))
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center gap-3 border-b border-line px-4 py-2">
        <label className="flex min-h-6 items-center gap-2">
          <input
            type="checkbox"
            className="size-4"
            checked={areAll}
            disabled={differing.length === 0}
            onChange={() => onChoose(new Set(areAll ? [] : differing))}
          />
          {t('all', { count: differing.length })}
        </label>
        <span className="flex-1" />
        <Button
          variant="primary"
          blocked={chosen.size === 0 ? t('chooseFirst') : undefined}
          onClick={props.onReview}
        >
          {t('review', { count: chosen.size })}
        </Button>
      </div>
      <ScrollRegion label={t('list')} className="min-h-0 flex-1 overflow-auto bg-panel">
        <ul aria-label={t('list')}>
          {past.znodes.map(({ path, status, was }) => (
            <li key={path} className="flex min-h-8 items-center gap-2 border-b border-line px-4">
              <input
                type="checkbox"
                className="size-4 shrink-0"
                aria-label={t('restore', { path })}
                disabled={status === 'same'}
                checked={chosen.has(path)}
                onChange={() => toggle(path)}
              />
              <Chip tone={TONES[status]}>{t(`status.${status}`)}</Chip>
              {was ? (
                <button
                  type="button"
                  className="min-w-0 flex-1 truncate py-1.5 text-left font-mono text-value whitespace-pre hover:underline"
                  onClick={() => props.onOpen({ id: was.id, path: path as ZnodePath })}
                >
                  {path}
                </button>
              ) : (
                <span className="min-w-0 flex-1 truncate font-mono text-value whitespace-pre">
                  {path}
                </span>
              )}
            </li>
          ))}
        </ul>
      </ScrollRegion>
    </>
  )
}
