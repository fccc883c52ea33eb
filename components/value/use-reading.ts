'use client'

import { useEffect, useMemo, useState } from 'react'
import { useCluster } from '@/components/cluster/cluster-context'
import { askWorker } from '@/components/code/text-worker/ask-worker'
import type { JobAnswer, JobArguments, JobName } from '@/components/code/text-worker/jobs'
import { LateCode } from '@/components/loading/late-code'
import { useLate } from '@/components/loading/use-late'
import {
  recallChoice,
  rememberChoice,
  type ViewChoice,
} from '@/components/preferences/reading-choice'
import type { Compression } from '@/lib/payload/compression/compression'
import { PLAIN } from '@/lib/payload/lens'
import type { Reading, Unpacked } from '@/lib/payload/reading'
import type { StructureText } from '@/lib/payload/structure/read-structure'
import { nameOf, type ZnodePath } from '@/lib/znode/path'

/** Real values take a fraction of that; hostile ones are bounded well below it. */
const PATIENCE_MS = 10_000

/** The worker loads what a job needs, which fails while the server is away. */
const AGAIN_MS = 2_000

/** It comes while the first value is on its way. */
const reader = new LateCode(() => import('@/lib/payload/reading'))

/** A value before the code is there that reads it. */
function notRead(bytes: Uint8Array | null): Reading {
  return { lens: PLAIN, format: 'binary', bytes }
}

export type ValueReading = {
  readonly reading: Reading
  /** A compressed value is being unpacked; until then its bytes as stored are there. */
  readonly isUnpacking: boolean
  /** The compression that the stored value has, whether it is shown unpacked or not. */
  readonly stored: Compression | null
  /** What binary bytes say, where a library reads them. */
  readonly structure: StructureText | undefined
  readonly choice: ViewChoice
  readonly choose: (choice: ViewChoice) => void
}

/** What the value at `path` is to its reader: unpacked, decoded, and as this browser remembers. */
export function useReading(path: ZnodePath, data: Uint8Array | null): ValueReading {
  const { id } = useCluster()
  const [choice, setChoice] = useState<ViewChoice>(() => recallChoice(id, path))
  const code = useLate(reader)
  const packing = useMemo(() => code?.packingOf(data, choice) ?? null, [code, data, choice])
  const stored = useMemo(() => code?.packingOf(data, {}) ?? null, [code, data])
  const unpacked = useUnpacked(data, packing)
  const isUnpacking = !code || (packing !== null && unpacked === undefined)
  const reading = useMemo(
    () =>
      code?.readValue(unpacked ?? { packing: null, bytes: data }, nameOf(path), choice) ??
      notRead(data),
    [code, unpacked, data, path, choice],
  )
  const choose = (next: ViewChoice) => {
    setChoice(next)
    rememberChoice(id, path, next)
  }
  const structure = useStructure(reading)
  return { reading, isUnpacking, stored, structure, choice, choose }
}

/** The unpacked bytes; undefined while they are awaited or where nothing is packed. */
function useUnpacked(data: Uint8Array | null, packing: Compression | null): Unpacked | undefined {
  const [latest, setLatest] = useState<{ data: Uint8Array; unpacked: Unpacked }>()
  useEffect(() => {
    if (!data || !packing) return
    const isOver = new AbortController()
    void unpackValue(data, packing, isOver.signal).then((unpacked) => {
      if (!isOver.signal.aborted) setLatest({ data, unpacked })
    })
    return () => isOver.abort()
  }, [data, packing])
  return packing && latest?.data === data ? latest?.unpacked : undefined
}

/** Binary bytes as structure, a moment after they are shown. */
function useStructure({ bytes, refusal }: Reading): StructureText | undefined {
  const [latest, setLatest] = useState<{ bytes: Uint8Array; text: StructureText | undefined }>()
  const isBinary = refusal === 'binary' || refusal === 'invalid-utf8'
  useEffect(() => {
    if (!bytes || !isBinary) return
    const isOver = new AbortController()
    void askPatiently('structure', [bytes], isOver.signal).then((text) => {
      if (!isOver.signal.aborted) setLatest({ bytes, text })
    })
    return () => isOver.abort()
  }, [bytes, isBinary])
  return isBinary && latest?.bytes === bytes ? latest?.text : undefined
}

async function unpackValue(
  data: Uint8Array,
  packing: Compression,
  signal: AbortSignal,
): Promise<Unpacked> {
  const result = (await askPatiently('unpack', [packing, data], signal)) ?? 'too-slow'
  return result instanceof Uint8Array
    ? { packing, bytes: result }
    : { packing, bytes: data, refusal: result }
}

/** Asks the worker until it can; undefined where nobody waits any more, or it takes too long. */
async function askPatiently<Name extends JobName>(
  name: Name,
  args: JobArguments<Name>,
  signal: AbortSignal,
): Promise<JobAnswer<Name> | undefined> {
  while (!signal.aborted) {
    try {
      return await askWorker(
        name,
        args,
        AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
      )
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
    }
  }
  return undefined
}
