'use client'

import { useEffect, useState } from 'react'
import type { AnswerOf } from '@/lib/api/operation'
import type { Problem } from '@/lib/api/problem'
import type { commitChangeSet, planRestore, readPast } from '@/lib/api/restore'
import { ApiError, request } from '@/lib/client/api'
import type { ZnodePath } from '@/lib/znode/path'

export type Past = AnswerOf<typeof readPast>
export type Plan = AnswerOf<typeof planRestore>
export type Moment = { readonly path: ZnodePath; readonly at: number }

const PLAN = '/api/clusters/{cluster}/history/plan'

/** A subtree as of a moment; undefined while it is read, or when none is asked for. */
export function usePast(cluster: string, moment: Moment | undefined) {
  const [found, setFound] = useState<Past & { readonly key: string }>()
  const [problem, setProblem] = useState<Problem>()
  const [attempt, setAttempt] = useState(0)
  const { path, at } = moment ?? {}
  const key = `${at} ${attempt} ${path}`
  useEffect(() => {
    if (path === undefined || at === undefined) return
    const stop = new AbortController()
    setProblem(undefined)
    request<typeof readPast>('GET', '/api/clusters/{cluster}/history/past', {
      cluster,
      query: { path, at: String(at) },
      signal: stop.signal,
    }).then(
      (past) => setFound({ ...past, key }),
      (error) => error instanceof ApiError && !stop.signal.aborted && setProblem(error.problem),
    )
    return () => stop.abort()
  }, [cluster, path, at, key])
  return {
    past: found?.key === key ? found : undefined,
    problem,
    reload: () => setAttempt((count) => count + 1),
  }
}

/** The plan under review, once one was asked for. */
export function usePlan(cluster: string, moment: Moment | undefined) {
  const [plan, setPlan] = useState<Plan>()
  const [failure, setFailure] = useState<Problem>()
  const review = async (paths: readonly string[]) => {
    if (!moment) return
    setFailure(undefined)
    try {
      const body = { ...moment, paths: [...paths] }
      setPlan(await request<typeof planRestore>('POST', PLAN, { cluster, body }))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setFailure(error.problem)
    }
  }
  return { plan, failure, review, drop: () => setPlan(undefined) }
}

/** Throws `ApiError`. */
export function commitPlan(cluster: string, { steps }: Plan, reason: string) {
  return request<typeof commitChangeSet>('POST', '/api/clusters/{cluster}/change-set', {
    cluster,
    body: { steps, ...(reason && { reason }) },
  })
}
