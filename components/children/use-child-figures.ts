'use client'

import { useEffect, useRef, useState } from 'react'
import type { Problem } from '@/lib/api/problem'
import { readFigures } from '@/lib/client/calls/read-figures'
import { useLiveStore } from '@/lib/client/live/use-live'
import { ApiError } from '@/lib/client/transport/request'
import type { ChildFigures } from '@/lib/tree/child-order'
import type { ZnodePath } from '@/lib/znode/path'

/** So many stats are read without asking. */
export const UNASKED = 2_000

export type FiguresRead = {
  readonly figures: ReadonlyMap<string, ChildFigures>
  /** ms since 1970. */
  readonly at: number
}

/** The stats of all children of `path`, read when somebody sorts or chooses by them. */
export function useChildFigures(path: ZnodePath) {
  const { cluster } = useLiveStore()
  const [read, setRead] = useState<FiguresRead>()
  const [count, setCount] = useState<number>()
  const [problem, setProblem] = useState<Problem>()
  const running = useRef<AbortController>(null)
  const stop = () => {
    running.current?.abort()
    setCount(undefined)
  }
  useEffect(() => () => running.current?.abort(), [])
  const start = async (names: readonly string[]): Promise<boolean> => {
    running.current?.abort()
    const ours = new AbortController()
    running.current = ours
    setProblem(undefined)
    setCount(0)
    try {
      const at = Date.now()
      const figures = await readFigures(cluster, path, names, setCount, ours.signal)
      if (ours.signal.aborted) return false
      setRead({ figures, at })
      return true
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (!ours.signal.aborted) setProblem(error.problem)
      return false
    } finally {
      if (!ours.signal.aborted) setCount(undefined)
    }
  }
  /** `count`: how many are read so far; undefined while none are being read. */
  return { read, count, problem, start, stop }
}
