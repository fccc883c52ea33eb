'use client'

import { useState } from 'react'
import type { Choice } from '@/components/history/past/use-past-choice'
import type { Moment } from '@/components/history/past/use-past-listings'
import type { AnswerOf } from '@/lib/api/operation'
import type { Problem } from '@/lib/api/problem'
import type { planRestore } from '@/lib/api/restore'
import { ApiError, request } from '@/lib/client/transport/request'
import { outcomeOf } from '@/lib/client/writes/writes'

export type Plan = AnswerOf<typeof planRestore>
export type PlanStep = Plan['steps'][number]

type Chosen = Pick<Choice, 'isAll' | 'paths'>

export type PlanRequest = {
  readonly isAsked: boolean
  readonly problem: Problem | undefined
  /** Asks what restoring these would do. */
  readonly ask: (chosen: Chosen) => void
}

/** The plan under review, once one was asked for. */
export function usePlan(cluster: string, moment: Moment) {
  const [plan, setPlan] = useState<Plan>()
  const [isAsked, setAsked] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const ask = async ({ isAll, paths }: Chosen) => {
    setAsked(true)
    setProblem(undefined)
    const body = { path: moment.path, at: moment.at, [isAll ? 'except' : 'paths']: [...paths] }
    try {
      setPlan(
        await request('planRestore', {
          cluster,
          body,
        }),
      )
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem(error.problem)
    }
    setAsked(false)
  }
  const planning: PlanRequest = { isAsked, problem, ask: (chosen) => void ask(chosen) }
  return { plan, planning, drop: () => setPlan(undefined) }
}

/** Acknowledged by ZooKeeper, or why not. */
export function commitPlan(
  cluster: string,
  { steps }: Plan,
  why: { readonly reason: string | undefined; readonly attempt: string },
) {
  const body = { steps, ...why }
  return outcomeOf(() =>
    request('commitChangeSet', {
      cluster,
      body,
    }),
  )
}
