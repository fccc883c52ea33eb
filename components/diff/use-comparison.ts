'use client'

import { useEffect, useState } from 'react'
import type { EditFormat } from '@/components/code/edit-format'
import { askWorker } from '@/components/code/text-worker/ask-worker'
import { tellMeaning } from '@/components/code/text-worker/tell-meaning'
import type { Mine } from '@/lib/client/drafts/unsaved-edit'
import type { Comparison } from '@/lib/payload/comparison'
import type { WithMeaning } from '@/lib/payload/meaning/compare'

export type Compared = Comparison & WithMeaning

type Latest = { readonly mine: Mine; readonly format: EditFormat; readonly compared?: Compared }

/** What the edit changes: neither told nor failed while it is being worked out. */
export function useComparison(mine: Mine, format: EditFormat) {
  const [latest, setLatest] = useState<Latest>()
  useEffect(() => {
    const isOver = new AbortController()
    const { signal } = isOver
    const { lens, text, base, exact } = mine
    askWorker('compare', [lens, text, base.data], signal)
      .then((comparison) =>
        tellMeaning(comparison && withExact(comparison, exact), format, signal, (compared) =>
          setLatest({ mine, format, compared }),
        ),
      )
      .catch(() => {
        if (!signal.aborted) setLatest({ mine, format })
      })
    return () => isOver.abort()
  }, [mine, format])
  const isIt = latest?.mine === mine && latest.format === format
  return {
    compared: isIt ? latest.compared : undefined,
    hasFailed: isIt && latest.compared === undefined,
  }
}

/** An earlier value is stored as it was, whatever writing its text would make of it. */
function withExact(comparison: Comparison, exact: Mine['exact']): Comparison {
  return exact === undefined ? comparison : { ...comparison, made: { ok: true, data: exact } }
}
