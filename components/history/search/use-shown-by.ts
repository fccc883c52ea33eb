'use client'

import { useEffect, useState } from 'react'
import { type By, type HistoryPlace, toSearch } from '@/components/navigation/history-place'
import { request } from '@/lib/client/transport/request'

/**
 * Whose changes are listed: as chosen; else people's, where the search that the page was opened
 * with finds any. Undefined while that is asked.
 */
export function useShownBy(cluster: string, place: HistoryPlace): By | undefined {
  const [opened] = useState(() =>
    JSON.stringify({ ...toSearch(place), people: 'true', limit: '1' }),
  )
  const [found, setFound] = useState<By>()
  const isAsked = place.by === '' && place.view === 'changes' && found === undefined
  useEffect(() => {
    if (!isAsked) return
    const stop = new AbortController()
    const { signal } = stop
    const query = JSON.parse(opened)
    void request('listChanges', {
      cluster,
      query,
      signal,
    })
      .then(({ changes }) => changes.length > 0)
      // Why nothing can be read is said by the list itself.
      .catch(() => false)
      .then((hasAny) => signal.aborted || setFound(hasAny ? 'people' : 'everybody'))
    return () => stop.abort()
  }, [cluster, opened, isAsked])
  return place.by === '' ? found : place.by
}
