'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import type { Problem } from '@/lib/api/problem'
import { ApiError, request } from '@/lib/client/transport/request'
import type { ZnodePath } from '@/lib/znode/path'
import { type Listings, withPage } from './past-rows'

export type Moment = { readonly path: ZnodePath; readonly at: number }
export type PastKind = 'children' | 'differing'

type Read = { readonly key: string; readonly listings: Listings; readonly problem?: Problem }

const NOTHING: Listings = new Map()

/**
 * A subtree as of a moment, by pages: `load` reads the one behind `after`. Another moment, another
 * kind or `reload` begin anew.
 */
export function usePastListings(cluster: string, moment: Moment, view: PastKind) {
  const [attempt, setAttempt] = useState(0)
  const { at } = moment
  const key = [cluster, view, attempt, at, moment.path].join(' ')
  const [read, setRead] = useState<Read>({ key, listings: NOTHING })
  const asked = useRef(new Set<string>())
  const current = useRef(key)
  useEffect(() => {
    current.current = key
  }, [key])
  const load = useCallback(
    async (parent: ZnodePath, after: ZnodePath | null) => {
      const page = [key, parent, after].join('\n')
      if (asked.current.has(page)) return
      asked.current.add(page)
      const query = { path: parent, at: String(at), view, ...(after !== null && { after }) }
      const change = (next: (known: Listings) => Omit<Read, 'key'>) => {
        if (current.current === key)
          setRead((last) => ({ key, ...next(last.key === key ? last.listings : NOTHING) }))
      }
      try {
        const answer = await request('readPast', { cluster, query })
        change((listings) => ({ listings: withPage(listings, parent, after, answer) }))
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        const { problem } = error
        change((listings) => ({ listings, problem }))
      }
    },
    [cluster, key, at, view],
  )
  const isIt = read.key === key
  return {
    listings: isIt ? read.listings : NOTHING,
    problem: isIt ? read.problem : undefined,
    load,
    reload: () => setAttempt((count) => count + 1),
  }
}
