'use client'

import { useEffect, useState } from 'react'
import type { Finding } from '@/lib/payload/validate/finding'

export type Validity = {
  readonly findings: readonly Finding[]
  /** The error that keeps the text from being saved: none where the value had errors before. */
  readonly blocking: Finding | undefined
  readonly isChecking: boolean
}

type Check = (text: string) => Promise<Finding[]>
type Checked = { readonly check: Check; readonly text: string; readonly findings: Finding[] }

const PAUSE_MS = 250

/** Larger texts are checked before they are saved, not at each pause: typing stays fluent. */
const LIVE_CHARACTERS = 300_000

const NONE: readonly Finding[] = []

/** What `check` finds wrong with `text`. `before` is what the znode holds; `isFinal`: it is about to be saved. */
export function useValidity(
  check: Check,
  text: string,
  before: string,
  isFinal: boolean,
): Validity {
  const isWanted = isFinal || text.length <= LIVE_CHARACTERS
  const now = useChecked(check, isWanted ? text : undefined, isFinal ? 0 : PAUSE_MS)
  const then = useChecked(check, before === '' ? undefined : before, 0)
  const isChecking = isWanted && (now?.text !== text || now.check !== check)
  const findings = isWanted ? (now?.findings ?? NONE) : NONE
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
    let isCurrent = true
    const timer = setTimeout(() => {
      void check(text).then((findings) => {
        if (isCurrent) setChecked({ check, text, findings })
      })
    }, delay)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [check, text, delay])
  return checked
}
