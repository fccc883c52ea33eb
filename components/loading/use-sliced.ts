'use client'

import { useEffect, useMemo, useState } from 'react'
import { type Begun, SlicedWork } from './sliced-work'

/** Works in slices between which the page has its turn. */
export function newSlicedWork<T>(tell: (begun: Begun<T>, outcome: T) => void): SlicedWork<T> {
  return new SlicedWork<T>({
    now: () => performance.now(),
    later: (run) => {
      const timer = setTimeout(run)
      return () => clearTimeout(timer)
    },
    tell,
  })
}

/**
 * The outcome of `work`, which pauses between its steps so that the page stays fluent: at once where
 * it is short, else the last outcome until the new one is there. Work for another `goal` ends the one
 * before; work for the same one waits until it is done.
 */
export function useSliced<T>(
  work: () => Generator<undefined, T>,
  goal: unknown,
): { outcome: T | undefined; isBusy: boolean } {
  const begun = useMemo(() => {
    const run = work()
    return { run, first: run.next() }
  }, [work])
  const [latest, setLatest] = useState<{ of: Begun<T>; outcome: T }>()
  const [sliced] = useState(() => newSlicedWork<T>((of, outcome) => setLatest({ of, outcome })))
  useEffect(() => sliced.offer(begun, goal), [sliced, begun, goal])
  useEffect(() => () => sliced.stop(), [sliced])
  if (begun.first.done) return { outcome: begun.first.value, isBusy: false }
  return { outcome: latest?.outcome, isBusy: latest?.of !== begun }
}
