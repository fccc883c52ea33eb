'use client'

import { useState } from 'react'
import type { Problem } from '@/lib/api/problem'
import { newUuid } from '@/lib/client/transport/uuid'
import type { ZnodePath } from '@/lib/znode/path'
import type { Doubt, Found } from './resolve-write'
import { useDoubt } from './use-write-outcome'
import type { Outcome } from './writes'

/** Where a write stands that has not succeeded. */
export type Standing =
  | { readonly at: 'rest' }
  | { readonly at: 'sending' }
  | { readonly at: 'doubt'; readonly doubt: Doubt }
  /** What was found out, after a doubt: anything but `applied`. */
  | { readonly at: 'found'; readonly found: Found }
  | { readonly at: 'refused'; readonly problem: Problem }

export type Write = (attempt: string) => Promise<Outcome<object>>

/** One write of a dialog, from being sent to what became of it, however long that takes. */
export function useAttempt(cluster: string, onApplied: (path: ZnodePath) => void) {
  const [standing, setStanding] = useState<Standing>({ at: 'rest' })
  const doubt = standing.at === 'doubt' ? standing.doubt : undefined
  useDoubt(doubt, (found) => {
    if (doubt && found.outcome === 'applied') onApplied(doubt.path)
    else setStanding({ at: 'found', found })
  })
  const send = async (path: ZnodePath, write: Write) => {
    const attempt = newUuid()
    setStanding({ at: 'sending' })
    const outcome = await write(attempt)
    if (outcome.ok) onApplied(path)
    else if (outcome.problem.code === 'outcome-unknown')
      setStanding({ at: 'doubt', doubt: { cluster, path, attempt } })
    else setStanding({ at: 'refused', problem: outcome.problem })
  }
  return { standing, send }
}
