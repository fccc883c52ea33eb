'use client'

import { useEffect, useState } from 'react'
import { askWorker } from '@/components/code/text-worker/ask-worker'
import { tellMeaning } from '@/components/code/text-worker/tell-meaning'
import { recallChoice } from '@/components/preferences/reading-choice'
import type { RecordedValue } from '@/lib/api/history'
import { toBytes } from '@/lib/client/transport/base64'
import type { ValuesCompared } from '@/lib/payload/compare-values'
import type { WithMeaning } from '@/lib/payload/meaning/compare'
import { nameOf, type ZnodePath } from '@/lib/znode/path'

export type TwoValues = {
  readonly cluster: string
  readonly path: ZnodePath
  readonly before: RecordedValue
  readonly after: RecordedValue
}

/** What is known of a recorded value: its bytes, null where there were none; else undefined. */
export function bytesOf({ state, data }: RecordedValue): Uint8Array | null | undefined {
  if (state === 'absent' || state === 'none') return null
  return state === 'kept' ? toBytes(data) : undefined
}

/** Recorded values compared as the editor's review compares: neither told nor failed until then. */
export function useValuesCompared({ cluster, path, before, after }: TwoValues) {
  const [latest, setLatest] = useState<{
    before: RecordedValue
    after: RecordedValue
    compared?: ValuesCompared & WithMeaning
  }>()
  useEffect(() => {
    const isOver = new AbortController()
    const { signal } = isOver
    compare({ cluster, path, before, after }, signal)
      .then((found) =>
        tellMeaning(found, found?.format ?? 'none', signal, (compared) =>
          setLatest({ before, after, compared }),
        ),
      )
      .catch(() => {
        if (!signal.aborted) setLatest({ before, after })
      })
    return () => isOver.abort()
  }, [cluster, path, before, after])
  const isIt = latest?.before === before && latest.after === after
  return {
    compared: isIt ? latest.compared : undefined,
    hasFailed: isIt && latest.compared === undefined,
  }
}

/** What is not known compares as nothing. */
function compare({ cluster, path, before, after }: TwoValues, signal: AbortSignal) {
  const [was, is] = [bytesOf(before) ?? null, bytesOf(after) ?? null]
  return askWorker('values', [was, is, nameOf(path), recallChoice(cluster, path)], signal)
}
