'use client'

import { ChevronRight } from 'lucide-react'
import { useEffect } from 'react'
import { VisibleText } from '@/components/format/visible-text'
import { Chip } from '@/components/ui/chip'
import { Checkbox } from '@/components/ui/form/checkbox'
import { hintProps } from '@/components/ui/tip'
import type { PastZnode } from '@/lib/api/past'
import { useTranslations } from '@/lib/messages/use-translations'
import type { ZnodePath } from '@/lib/znode/path'
import { visibleText } from '@/lib/znode/visible-text'

export const PAST_ROW = 32

export const PAST_TONES = {
  same: 'neutral',
  changed: 'chg',
  gone: 'del',
  new: 'new',
  unrecorded: 'neutral',
  unreadable: 'neutral',
} as const

/** A znode of the past; what it was is told beside the list. */
export function PastItem(props: {
  znode: PastZnode
  name: string
  level: number
  isOpen: boolean
  onOpen: () => void
  /** Shows what is below it. */
  expand?: { isExpanded: boolean; toggle: () => void } | undefined
  /** Takes it into what is restored. */
  choice?: { isChosen: boolean; toggle: () => void } | undefined
}) {
  const t = useTranslations('history.past')
  const { znode, choice, expand } = props
  const { path, status } = znode
  return (
    <div
      className={`flex h-8 items-center gap-2 border-b border-line pr-4 hover:bg-raise ${props.isOpen ? 'bg-accent-bg' : ''}`}
      style={{ paddingLeft: props.level * 16 }}
    >
      {choice ? (
        <Checkbox
          aria-label={t('restore', { path })}
          checked={choice.isChosen}
          onChange={choice.toggle}
        />
      ) : (
        <Expander path={path} expand={expand} />
      )}
      <button
        type="button"
        {...hintProps(visibleText(path), { ifCut: true })}
        aria-pressed={props.isOpen}
        className="h-full min-w-0 flex-1 truncate text-left font-mono text-value whitespace-pre focus-visible:-outline-offset-2"
        onClick={props.onOpen}
      >
        <VisibleText text={props.name} cut />
      </button>
      {status === 'same' ? (
        <span className="px-2 text-meta text-faint">
          {/* What is below it may differ: it is read when it is expanded. */}
          {t(znode.hasChildren ? 'status.itself' : 'status.same')}
        </span>
      ) : (
        <Chip tone={PAST_TONES[status]}>{t(`status.${status}`)}</Chip>
      )}
    </div>
  )
}

function Expander(props: {
  path: ZnodePath
  expand: { isExpanded: boolean; toggle: () => void } | undefined
}) {
  const t = useTranslations('history.past')
  const { path, expand } = props
  if (!expand) return <span className="w-6 shrink-0" />
  return (
    <button
      type="button"
      aria-label={t('expand', { path })}
      aria-expanded={expand.isExpanded}
      className="flex size-6 shrink-0 items-center justify-center rounded-sm text-dim hover:text-text"
      onClick={expand.toggle}
    >
      <ChevronRight aria-hidden className={`size-3.5 ${expand.isExpanded ? 'rotate-90' : ''}`} />
    </button>
  )
}

/** Children that are there now and of which nothing was ever recorded. */
export function UnrecordedItem({ count, level }: { count: number; level: number }) {
  const t = useTranslations('history.past')
  return (
    <div
      className="flex h-8 items-center border-b border-line pr-4 text-meta text-dim"
      style={{ paddingLeft: level * 16 + 32 }}
    >
      {t('unrecorded', { count })}
    </div>
  )
}

/** Reads on as soon as it comes into view. */
export function MoreItem({ level, onView }: { level: number; onView: () => void }) {
  const t = useTranslations('common')
  useEffect(onView, [onView])
  return (
    <div
      role="status"
      aria-label={t('loading')}
      className="skeleton flex h-8 items-center"
      style={{ paddingLeft: level * 16 + 32 }}
    >
      <div className="h-2.5 w-1/3 animate-pulse-slow rounded-sm bg-raise" />
    </div>
  )
}
