'use client'

import { useEffect, useState } from 'react'
import type { Finding } from '@/lib/payload/validate/finding'

export type Validity = {
  readonly findings: readonly Finding[]
  /** The error that keeps the text from being saved: none where the value had errors before. */
  readonly blocking: Finding | undefined
  readonly isChecking: boolean
}

/** What is wrong with a text; nobody waits for it any more once `signal` is aborted. */
export type Check = (text: string, signal: AbortSignal) => Promise<Finding[]>

type Checked = { readonly check: Check; readonly text: string; readonly findings: Finding[] }

const PAUSE_MS = 250

/** A larger text takes a moment to check: not in each short pause. */
const LARGE = 300_000
const LARGE_PAUSE_MS = 600

const NONE: readonly Finding[] = []

/** What `check` finds wrong with `text`. `before` is what the znode holds; `isFinal`: it is about to be saved. */
export function useValidity(
  check: Check,
  text: string,
  before: string,
  isFinal: boolean,
): Validity {
  const pause = text.length > LARGE ? LARGE_PAUSE_MS : PAUSE_MS
  const now = useChecked(check, text, isFinal ? 0 : pause)
  const then = useChecked(check, before === '' ? undefined : before, 0)
  const isChecking = now?.text !== text || now.check !== check
  const findings = now?.findings ?? NONE
  const wasBroken = then?.text === before && then.findings.some(isError)
  return { findings, blocking: wasBroken ? undefined : findings.find(isError), isChecking }
}

function isError({ severity }: Finding): boolean {
  return severity === 'error'
}

function useChecked(check: Check, text: string | undefined, delay: number) {
  const [checked, setChecked] = useState<Checked>()
  useEffect(() => {
    if (text === undefined) return
    const isOver = new AbortController()
    const timer = setTimeout(() => {
      void check(text, isOver.signal).then((findings) => {
        if (!isOver.signal.aborted) setChecked({ check, text, findings })
      })
    }, delay)
    return () => {
      isOver.abort()
      clearTimeout(timer)
    }
  }, [check, text, delay])
  return checked
}
