'use client'

import { useEffect, useState } from 'react'
import type { Finding } from '@/lib/payload/validate/finding'
import { validate } from '@/lib/payload/validate/validate'
import type { EditFormat } from './edit-format'

export type Validity = {
  readonly findings: readonly Finding[]
  /** The error that keeps the text from being saved: none where the value had errors before. */
  readonly blocking: Finding | undefined
  readonly isChecking: boolean
}

type Checked = { readonly format: EditFormat; readonly text: string; readonly findings: Finding[] }

const PAUSE_MS = 250

/** Larger texts are checked before they are saved, not at each pause: typing stays fluent. */
const LIVE_CHARACTERS = 300_000

const NONE: readonly Finding[] = []

/** What is wrong with `text`. `before` is what the znode holds; `isFinal`: it is about to be saved. */
export function useValidity(
  format: EditFormat,
  text: string,
  before: string,
  isFinal: boolean,
): Validity {
  const isWanted = isFinal || text.length <= LIVE_CHARACTERS
  const now = useChecked(format, isWanted ? text : undefined, isFinal ? 0 : PAUSE_MS)
  const then = useChecked(format, before === '' ? undefined : before, 0)
  const isChecking = isWanted && (now?.text !== text || now.format !== format)
  const findings = isWanted ? (now?.findings ?? NONE) : NONE
  const wasBroken = then?.text === before && then.findings.some(isError)
  return { findings, blocking: wasBroken ? undefined : findings.find(isError), isChecking }
}

function isError({ severity }: Finding): boolean {
  return severity === 'error'
}

function useChecked(format: EditFormat, text: string | undefined, delay: number) {
  const [checked, setChecked] = useState<Checked>()
  useEffect(() => {
    if (text === undefined) return
    let isCurrent = true
    const timer = setTimeout(() => {
      void validate(format, text).then((findings) => {
        if (isCurrent) setChecked({ format, text, findings })
      })
    }, delay)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [format, text, delay])
  return checked
}
