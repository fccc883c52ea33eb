'use client'

import { memo } from 'react'
import { Ago } from '@/components/format/ago'
import { VisibleText } from '@/components/format/visible-text'
import { Chip } from '@/components/ui/chip'
import type { Change } from '@/lib/api/history'
import { useTranslations } from '@/lib/messages/use-translations'
import { TONES, useChangeWords } from './change-words'

/** One change in a list; a press opens it. */
export const ChangeRow = memo(function ChangeRow(props: {
  change: Change
  withPath: boolean
  isOpen: boolean
  onOpen: (change: Change) => void
}) {
  const t = useTranslations('history')
  const { change, isOpen } = props
  const { what, notes } = useChangeWords()(change)
  const who = change.person ?? t('somebody')
  return (
    <li className="border-b border-line">
      <button
        type="button"
        aria-pressed={isOpen}
        onClick={() => props.onOpen(change)}
        className="flex w-full flex-col gap-0.5 px-4 py-2 text-left hover:bg-raise focus-visible:-outline-offset-2 aria-pressed:bg-accent-bg"
      >
        <span className="flex w-full items-center gap-2">
          <Chip tone={TONES[change.kind]}>{what}</Chip>
          <span className="min-w-0 flex-1 truncate text-dim">
            <VisibleText text={who} />
          </span>
          <span className="shrink-0 text-meta text-faint tabular-nums">
            <Ago at={change.at} />
          </span>
        </span>
        {props.withPath ? (
          <span className="w-full truncate font-mono text-value">
            <VisibleText text={change.path} cut />
          </span>
        ) : null}
        {change.reason ? (
          <span className="w-full truncate">
            <VisibleText text={change.reason} />
          </span>
        ) : null}
        {notes.length > 0 ? <span className="text-meta text-dim">{notes.join(' · ')}</span> : null}
      </button>
    </li>
  )
})
