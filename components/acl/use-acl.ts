'use client'

import { useEffect, useState } from 'react'
import type { AnswerOf } from '@/lib/api/operation'
import type { Problem } from '@/lib/api/problem'
import type { readAcl } from '@/lib/api/znode'
import { ApiError, request } from '@/lib/client/transport/request'
import type { AclEntry } from '@/lib/znode/acl'
import type { ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'

type AclView = {
  readonly acl: readonly AclEntry[] | undefined
  readonly problem: Problem | undefined
  readonly retry: () => void
}

/** The ACL of a znode, read again when its `aversion` moves. What was read stays until then. */
export function useAcl(cluster: string, path: ZnodePath, { aversion, czxid }: Stat): AclView {
  const [answer, setAnswer] = useState<AnswerOf<typeof readAcl>>()
  const [problem, setProblem] = useState<Problem>()
  const [attempt, setAttempt] = useState(0)
  const state = `${czxid} ${aversion} ${attempt}`
  useEffect(() => {
    const stop = new AbortController()
    const read = async () => {
      try {
        const { signal } = stop
        const read = await request<typeof readAcl>('GET', '/api/clusters/{cluster}/acl', {
          cluster,
          query: { path },
          signal,
        })
        setAnswer(read)
        setProblem(undefined)
      } catch (error) {
        if (!stop.signal.aborted && error instanceof ApiError) setProblem(error.problem)
      }
    }
    if (state !== '') void read()
    return () => stop.abort()
  }, [cluster, path, state])
  return { acl: answer?.acl, problem, retry: () => setAttempt((count) => count + 1) }
}
