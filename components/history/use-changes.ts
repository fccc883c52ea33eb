'use client'

import { useCallback, useState } from 'react'
import type { listChanges } from '@/lib/api/history'
import type { QueryOf } from '@/lib/api/operation'
import type { Problem } from '@/lib/api/problem'
import { ApiError, request } from '@/lib/client/api'
import { type Found, withPage } from './merge-changes'
import { useFollowing } from './use-following'

export type ChangeSearch = Omit<QueryOf<typeof listChanges>, 'cursor' | 'limit'>

const HISTORY = '/api/clusters/{cluster}/history'

/** Changes that match `search`, newest first, kept true; `more` reads older ones. */
export function useChanges(cluster: string, search: ChangeSearch) {
  const key = JSON.stringify(search)
  const [found, setFound] = useState<Found>()
  const [problem, setProblem] = useState<Problem>()
  const read = useCallback(
    async (signal: AbortSignal | undefined, cursor?: string) => {
      const query = { ...(JSON.parse(key) as ChangeSearch), ...(cursor && { cursor }) }
      const input = { cluster, query, ...(signal && { signal }) }
      try {
        const page = await request<typeof listChanges>('GET', HISTORY, input)
        setProblem(undefined)
        const isOlder = cursor !== undefined
        setFound((known) => withPage(known, page, { search: key, isOlder }))
      } catch (error) {
        if (error instanceof ApiError && !signal?.aborted) setProblem(error.problem)
      }
    },
    [cluster, key],
  )
  useFollowing(read)
  const next = found?.next
  return {
    /** Undefined before the first answer to any search. */
    changes: found?.changes,
    isCurrent: found?.search === key,
    problem,
    hasMore: next != null,
    /** How far back was looked so far, where the search takes long (ms since 1970). */
    searchedTo: found?.searchedTo ?? null,
    more: () => void (next && read(undefined, next)),
    retry: () => void read(undefined),
  }
}
