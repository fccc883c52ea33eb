'use client'

import { useEffect, useState } from 'react'
import { recallChoice } from '@/components/node/reading-choice'
import type { RecordedValue } from '@/lib/api/history'
import { toBytes } from '@/lib/client/base64'
import { compareValues, type ValuesCompared } from '@/lib/payload/compare-values'
import { compareMeaning, type WithMeaning } from '@/lib/payload/meaning/compare'
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

/** Recorded values compared as the editor's review compares; undefined until that is done. */
export function useValuesCompared({ cluster, path, before, after }: TwoValues) {
  const [latest, setLatest] = useState<{
    before: RecordedValue
    after: RecordedValue
    compared: ValuesCompared & WithMeaning
  }>()
  useEffect(() => {
    let isCurrent = true
    void compare({ cluster, path, before, after }).then((compared) => {
      if (isCurrent) setLatest({ before, after, compared })
    })
    return () => {
      isCurrent = false
    }
  }, [cluster, path, before, after])
  const isIt = latest?.before === before && latest.after === after
  return isIt ? latest.compared : undefined
}

/** What is not known compares as nothing. */
async function compare({ cluster, path, before, after }: TwoValues) {
  const [was, is] = [bytesOf(before) ?? null, bytesOf(after) ?? null]
  const compared = await compareValues(was, is, nameOf(path), recallChoice(cluster, path))
  return { ...compared, changes: await compareMeaning(compared.format, compared) }
}
