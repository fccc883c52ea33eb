'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import type { ChangeSearch } from '@/components/navigation/history-place'
import type { ChangeRun } from '@/lib/api/history'
import type { Problem } from '@/lib/api/problem'
import { ApiError, request } from '@/lib/client/transport/request'
import { type Found, withPage } from './merge-changes'
import { useFollowing } from './use-following'

const NO_RUNS: readonly ChangeRun[] = []

/** What is read of a list of runs at first, and more each time older ones are asked for. */
const ROWS = 50
/** As many as are read at once: a longer list stands still. */
const MOST_ROWS = 200

/** Changes that match `search`, newest first, kept true; `more` reads older ones. */
export function useChanges(cluster: string, search: ChangeSearch) {
  const key = JSON.stringify(search)
  const { found, latest, problem, read, stand } = useFound(cluster, key)
  const hasRuns = search.runs !== undefined
  const readNewest = useCallback(
    async (signal?: AbortSignal) => {
      const known = latest.current?.search === key ? latest.current : undefined
      if (known?.isStill) return
      await read(signal, hasRuns ? { rows: known?.rows ?? ROWS } : {})
    },
    [read, key, hasRuns, latest],
  )
  useFollowing(readNewest)
  const { next = null, rows = ROWS, searchedTo = null, isStill = false } = found ?? {}
  const more = () => {
    if (next === null) return
    const isShort = rows < MOST_ROWS && searchedTo === null
    if (hasRuns && !isStill && isShort) return void read(undefined, { rows: rows + ROWS })
    if (hasRuns) stand()
    void read(undefined, { cursor: next })
  }
  const follow = () => {
    latest.current = undefined
    void readNewest()
  }
  return {
    /** Undefined before the first answer to any search. */
    changes: found?.changes,
    /** Of the changes that stand for several of one znode. */
    runs: found?.runs ?? NO_RUNS,
    isCurrent: found?.search === key,
    problem,
    hasMore: next !== null,
    /** How far back was looked so far, where the search takes long (ms since 1970). */
    searchedTo,
    more,
    retry: () => void readNewest(),
    /** Of a list that stands still: begins again with what is newest, and follows it. */
    follow: isStill ? follow : undefined,
  }
}

type Page = { readonly cursor?: string; readonly rows?: number }

/** What was found, and the way to read the newest page, so many rows, or the one at a cursor. */
function useFound(cluster: string, key: string) {
  const latest = useRef<Found>(undefined)
  const [found, setFound] = useState<Found>()
  const [problem, setProblem] = useState<Problem>()
  const current = useRef(key)
  useEffect(() => {
    current.current = key
  }, [key])
  const keep = useCallback((next: Found | undefined) => {
    latest.current = next
    setFound(next)
  }, [])
  const read = useCallback(
    async (signal: AbortSignal | undefined, { cursor, rows }: Page) => {
      const asked = JSON.parse(key) as ChangeSearch
      const query = { ...asked, ...(cursor && { cursor }), ...(rows && { limit: `${rows}` }) }
      const input = { cluster, query, ...(signal && { signal }) }
      try {
        const page = await request('listChanges', input)
        // What is asked for by hand is ended by nobody, and may come behind another search.
        if (current.current !== key) return
        setProblem(undefined)
        const isOlder = cursor !== undefined
        keep(withPage(latest.current, page, { search: key, isOlder, rows }))
      } catch (error) {
        const isOver = signal?.aborted || current.current !== key
        if (error instanceof ApiError && !isOver) setProblem(error.problem)
      }
    },
    [cluster, key, keep],
  )
  const stand = () => keep(latest.current && { ...latest.current, isStill: true })
  return { found, latest, problem, read, stand }
}
