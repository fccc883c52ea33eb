'use client'

import { useCallback, useEffect, useState } from 'react'
import { useCluster } from '@/components/cluster/cluster-context'
import { useProblemWords } from '@/components/format/use-problem-words'
import { Button } from '@/components/ui/button'
import type { Change, ChangeRun } from '@/lib/api/history'
import type { Problem } from '@/lib/api/problem'
import { ApiError, request } from '@/lib/client/transport/request'
import { useTranslations } from '@/lib/messages/use-translations'
import type { ZnodePath } from '@/lib/znode/path'
import { isSame, type Listed } from './as-one'
import { ChangeButton } from './change-button'

/** The changes of a run one by one, newest first. */
export function RunMembers(props: {
  path: ZnodePath
  run: ChangeRun
  open: Listed | undefined
  onOpen: (listed: Listed) => void
}) {
  const t = useTranslations('history')
  const wordsOf = useProblemWords()
  const { path, run } = props
  const { members, more, problem } = useMembers(path, run)
  return (
    <>
      <ol aria-label={t('runOf', { path })} className="ml-6 border-t border-l border-line">
        {members.map((change) => (
          <li key={change.id} className="border-b border-line last:border-b-0">
            <ChangeButton
              change={change}
              withPath={false}
              isOpen={isSame({ change }, props.open)}
              onOpen={props.onOpen}
            />
          </li>
        ))}
      </ol>
      {problem ? (
        <p role="alert" className="px-4 py-2 text-del">
          {wordsOf(problem, 'reading')}
        </p>
      ) : null}
      {more ? (
        <p className="flex justify-center p-2">
          <Button size="small" onClick={more}>
            {t('more')}
          </Button>
        </p>
      ) : null}
    </>
  )
}

type Read = {
  readonly of: number
  readonly changes: readonly Change[]
  readonly next: string | null
}

/** What was read of a run; a run that grew is read again. */
function useMembers(path: ZnodePath, { id, oldest, cursor }: ChangeRun) {
  const { id: cluster } = useCluster()
  const [read, setRead] = useState<Read>()
  const [problem, setProblem] = useState<Problem>()
  const ask = useCallback(
    async (from: string, known: readonly Change[], signal?: AbortSignal) => {
      try {
        const { changes, next } = await request('listChanges', {
          cluster,
          query: { path, cursor: from },
          ...(signal && { signal }),
        })
        const end = changes.findIndex((change) => change.id === oldest)
        const members = end < 0 ? changes : changes.slice(0, end + 1)
        setProblem(undefined)
        setRead({ of: id, changes: [...known, ...members], next: end < 0 ? next : null })
      } catch (error) {
        if (error instanceof ApiError && !signal?.aborted) setProblem(error.problem)
      }
    },
    [cluster, path, id, oldest],
  )
  useEffect(() => {
    const stop = new AbortController()
    void ask(cursor, [], stop.signal)
    return () => stop.abort()
  }, [ask, cursor])
  const { changes = [], next = null, of } = read ?? {}
  const more = next === null || of !== id ? undefined : () => void ask(next, changes)
  return { members: changes, more, problem }
}
