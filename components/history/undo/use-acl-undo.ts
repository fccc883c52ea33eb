'use client'

import { useEffect, useState } from 'react'
import type { planAclUndo } from '@/lib/api/acl'
import type { Change } from '@/lib/api/history'
import type { AnswerOf } from '@/lib/api/operation'
import type { Problem } from '@/lib/api/problem'
import { useZnode } from '@/lib/client/live/use-live'
import { ApiError, request } from '@/lib/client/transport/request'

export type AclUndo = AnswerOf<typeof planAclUndo>

/** What undoing a change of an ACL would do, asked again when the ACL is another one. */
export function useAclUndo(cluster: string, { path, id }: Pick<Change, 'path' | 'id'>) {
  const { stat } = useZnode(path)
  const [plan, setPlan] = useState<AclUndo>()
  const [problem, setProblem] = useState<Problem>()
  const [count, setCount] = useState(0)
  const state = `${stat?.czxid} ${stat?.aversion} ${count}`
  useEffect(() => {
    const stop = new AbortController()
    const { signal } = stop
    const ask = async () => {
      try {
        const query = { path, id: String(id) }
        setPlan(await request('planAclUndo', { cluster, query, signal }))
        setProblem(undefined)
      } catch (error) {
        if (!signal.aborted && error instanceof ApiError) setProblem(error.problem)
      }
    }
    if (state !== '') void ask()
    return () => stop.abort()
  }, [cluster, path, id, state])
  return { plan, problem, reload: () => setCount((before) => before + 1) }
}
