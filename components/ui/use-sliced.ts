'use client'

import { useEffect, useMemo, useState } from 'react'

/** How long the page's thread is taken at a time (ms). */
const BUDGET_MS = 8

type Work<T> = Generator<undefined, T>

/**
 * The outcome of `work`, which pauses between its steps so that the page stays fluent: at once where
 * it is short, else the last outcome until the new one is there. Another `work` ends the one before.
 */
export function useSliced<T>(work: () => Work<T>): { outcome: T | undefined; isBusy: boolean } {
  const begun = useMemo(() => {
    const run = work()
    return { run, first: run.next() }
  }, [work])
  const [latest, setLatest] = useState<{ of: unknown; outcome: T }>()
  useEffect(() => {
    const { run, first } = begun
    if (first.done) return setLatest({ of: begun, outcome: first.value })
    let timer: ReturnType<typeof setTimeout>
    const go = () => {
      const end = performance.now() + BUDGET_MS
      let step = run.next()
      while (!step.done && performance.now() < end) step = run.next()
      if (step.done) setLatest({ of: begun, outcome: step.value })
      else timer = setTimeout(go)
    }
    timer = setTimeout(go)
    return () => clearTimeout(timer)
  }, [begun])
  if (begun.first.done) return { outcome: begun.first.value, isBusy: false }
  return { outcome: latest?.outcome, isBusy: latest?.of !== begun }
}
