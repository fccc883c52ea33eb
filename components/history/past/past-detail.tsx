'use client'

import { ExternalLink } from 'lucide-react'
import { useValueNow } from '@/components/diff/use-value-now'
import { ValueDiff } from '@/components/diff/value-diff'
import { useWords } from '@/components/format/use-words'
import { VisibleText } from '@/components/format/visible-text'
import { HistoryProblem } from '@/components/history/changes/history-problem'
import { useChange } from '@/components/history/detail/use-change'
import { placeHref } from '@/components/navigation/place'
import { ScreenLink } from '@/components/navigation/screen-link'
import { buttonStyle } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { Skeleton } from '@/components/ui/skeleton'
import type { RecordedValue } from '@/lib/api/history'
import type { PastZnode } from '@/lib/api/past'
import { useTranslations } from '@/lib/messages/use-translations'
import { PAST_TONES } from './past-row'

const ABSENT: RecordedValue = { state: 'absent', data: null }
const UNKNOWN: RecordedValue = { state: 'unknown', data: null }

/** What a znode held at a moment, compared with what it holds now. */
export function PastDetail(props: {
  cluster: string
  znode: PastZnode
  /** ms since 1970. */
  at: number
}) {
  const t = useTranslations('history.past')
  const history = useTranslations('history')
  const common = useTranslations('common')
  const words = useWords()
  const { cluster, znode, at } = props
  const { path, status, was } = znode
  const { found, problem } = useChange(cluster, path, was?.id)
  const { now, problem: nowProblem } = useValueNow(cluster, path)
  const failed = problem ?? nowProblem
  if (failed) return <HistoryProblem problem={failed} />
  if (!now || (was && !found)) return <Skeleton label={common('loading')} rows={4} />
  const then = found?.after ?? (status === 'new' ? ABSENT : UNKNOWN)
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <Chip tone={PAST_TONES[status]}>{t(`status.${status}`)}</Chip>
        <span className="min-w-0 flex-1 font-mono text-value [overflow-wrap:anywhere]">
          <VisibleText text={path} />
        </span>
      </div>
      <ValueDiff
        cluster={cluster}
        path={path}
        before={then}
        after={now.value}
        labels={{
          before: t('then', { version: was?.version ?? 'none', time: words.time(at) }),
          after: t('now', { version: now.version ?? 'none' }),
        }}
        actions={
          now.version === null ? null : (
            <ScreenLink
              screen="tree"
              query={placeHref(path, 'history')}
              className={buttonStyle({})}
            >
              <ExternalLink aria-hidden className="size-3.5" />
              {history('openNode')}
            </ScreenLink>
          )
        }
      />
    </>
  )
}
