'use client'

import { LoaderCircle, Lock, TriangleAlert } from 'lucide-react'
import type { Ref } from 'react'
import { useIsCutOff } from '@/components/cluster/no-contact'
import { useProblemWords } from '@/components/format/use-problem-words'
import { VisibleText } from '@/components/format/visible-text'
import type { Problem } from '@/lib/api/problem'
import { useTranslations } from '@/lib/messages/use-translations'
import type { TreeRow } from '@/lib/tree/rows'
import type { ZnodePath } from '@/lib/znode/path'
import { visibleText } from '@/lib/znode/visible-text'
import { indentOf } from './indent'

type StandInProps = {
  readonly row: TreeRow
  readonly top: number
  readonly problem: Problem | undefined
  /** How many children will come, where that is known before their names are. */
  readonly count: number | undefined
  readonly tabStop: boolean
  readonly ref: Ref<HTMLDivElement> | undefined
  readonly onRetry: (path: ZnodePath) => void
}

const UNKNOWN = { code: 'internal', status: 0 } as const

/** The row in place of children that are not known: still loading, or why they could not be read. */
export function StandIn({ row, top, problem, count, tabStop, ref, onRetry }: StandInProps) {
  const t = useTranslations('tree')
  const wordsOf = useProblemWords()
  const failed = row.kind === 'failed'
  const code = problem?.code ?? 'internal'
  const isCutOff = useIsCutOff()
  const loading = isCutOff ? t('cutOff') : count ? t('counted', { count }) : t('loading')
  const reason = failed
    ? code === 'no-auth'
      ? t('denied')
      : wordsOf(problem ?? UNKNOWN, 'reading')
    : loading
  const Icon = code === 'no-auth' ? Lock : TriangleAlert
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree owns the keyboard, as the APG asks
    <div
      ref={ref}
      role="treeitem"
      aria-level={row.level}
      aria-posinset={1}
      aria-setsize={1}
      aria-selected={false}
      aria-busy={!failed}
      data-row={row.key}
      tabIndex={tabStop ? 0 : -1}
      title={failed && problem?.detail ? visibleText(problem.detail) : undefined}
      onClick={failed ? () => onRetry(row.path) : undefined}
      style={{ top, paddingInlineStart: `calc(${indentOf(row.level)} + 20px)` }}
      className={`absolute inset-x-0 flex h-7 items-center gap-1.5 pe-2.5 text-meta text-dim select-none ${failed ? 'cursor-pointer hover:bg-raise' : 'skeleton'}`}
    >
      {failed ? (
        <Icon aria-hidden className="size-3.5 shrink-0 text-del" />
      ) : (
        <LoaderCircle
          aria-hidden
          className={`size-3.5 shrink-0 text-faint ${isCutOff ? '' : 'animate-spin'}`}
        />
      )}
      <span className="min-w-0 truncate">
        <VisibleText text={reason} />
      </span>
      {failed ? <span className="shrink-0 text-accent underline">{t('retry')}</span> : null}
    </div>
  )
}
