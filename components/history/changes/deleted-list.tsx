'use client'

import { Trash2 } from 'lucide-react'
import { useCallback, useState } from 'react'
import { VisibleText } from '@/components/format/visible-text'
import type { HistoryPlace } from '@/components/navigation/history-place'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ScrollRegion } from '@/components/ui/scroll-region'
import { Skeleton } from '@/components/ui/skeleton'
import type { listDeleted } from '@/lib/api/history'
import type { AnswerOf } from '@/lib/api/operation'
import type { Problem } from '@/lib/api/problem'
import { ApiError, request } from '@/lib/client/transport/request'
import { useTranslations } from '@/lib/messages/use-translations'
import type { Listed } from './as-one'
import { ChangeRow } from './change-row'
import { GistsOf } from './gists'
import { HistoryProblem } from './history-problem'
import { useFollowing } from './use-following'

type Page = AnswerOf<typeof listDeleted>

/** Znodes that are gone, in the order of their paths. */
export function DeletedList(props: {
  cluster: string
  place: HistoryPlace
  open: Listed | undefined
  onOpen: (listed: Listed) => void
}) {
  const t = useTranslations('history')
  const common = useTranslations('common')
  const { page, problem, more } = useDeleted(props.cluster, props.place.name)
  if (problem && !page) return <HistoryProblem problem={problem} />
  if (!page) return <Skeleton label={common('loading')} rows={6} />
  if (page.deleted.length === 0 && page.next === null)
    return (
      <EmptyState icon={<Trash2 aria-hidden />} title={t('noneDeleted.title')}>
        {t('noneDeleted.what')}
      </EmptyState>
    )
  return (
    <ScrollRegion label={t('deleted')} className="min-h-0 flex-1 overflow-y-auto bg-panel">
      <GistsOf>
        <ol aria-label={t('deleted')}>
          {page.deleted.map(({ change }) => (
            <ChangeRow
              key={change.id}
              change={change}
              withPath
              open={props.open}
              onOpen={props.onOpen}
            />
          ))}
        </ol>
      </GistsOf>
      {page.next ? (
        <p className="flex flex-col items-center gap-2 p-3 text-center text-dim">
          {page.searchedTo === null ? null : (
            <span>
              {t('searchedToPath')} <VisibleText text={page.searchedTo} cut />
            </span>
          )}
          <Button onClick={more}>{page.searchedTo === null ? t('more') : t('searchOn')}</Button>
        </p>
      ) : null}
    </ScrollRegion>
  )
}

/** More than the first page: it stands still while one reads on. */
const PAGE = 100

function useDeleted(cluster: string, name: string) {
  const [page, setPage] = useState<Page>()
  const [problem, setProblem] = useState<Problem>()
  const read = useCallback(
    (after: string | null, signal?: AbortSignal) =>
      request('listDeleted', {
        cluster,
        query: { ...(name && { name }), ...(after && { after }) },
        ...(signal && { signal }),
      }),
    [cluster, name],
  )
  const isLong = (page?.deleted.length ?? 0) > PAGE
  const poll = useCallback(
    async (signal: AbortSignal) => {
      if (isLong) return
      try {
        setPage(await read(null, signal))
        setProblem(undefined)
      } catch (error) {
        if (error instanceof ApiError && !signal.aborted) setProblem(error.problem)
      }
    },
    [read, isLong],
  )
  useFollowing(poll)
  const more = async () => {
    if (!page?.next) return
    const found = await read(page.next).catch(() => undefined)
    if (found) setPage({ ...found, deleted: [...page.deleted, ...found.deleted] })
  }
  return { page, problem, more: () => void more() }
}
