'use client'

import { useEffect, useMemo, useState } from 'react'
import { useCluster } from '@/components/shell/cluster-context'
import { LateCode } from '@/components/ui/late-code'
import type { Compression } from '@/lib/payload/compression/compression'
import { packingOf, type Reading, readValue, type Unpacked } from '@/lib/payload/reading'
import type { StructureText } from '@/lib/payload/structure/read-structure'
import { nameOf, type ZnodePath } from '@/lib/znode/path'
import { recallChoice, rememberChoice, type ViewChoice } from './reading-choice'

const packer = new LateCode(() => import('@/lib/payload/compression/pack'))
const structures = new LateCode(() => import('@/lib/payload/structure/read-structure'))

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
  const packing = useMemo(() => packingOf(data, choice), [data, choice])
  const stored = useMemo(() => packingOf(data, {}), [data])
  const unpacked = useUnpacked(data, packing)
  const isUnpacking = packing !== null && unpacked === undefined
  const reading = useMemo(
    () => readValue(unpacked ?? { packing: null, bytes: data }, nameOf(path), choice),
    [unpacked, data, path, choice],
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
    let isCurrent = true
    void unpackValue(data, packing).then((unpacked) => {
      if (isCurrent) setLatest({ data, unpacked })
    })
    return () => {
      isCurrent = false
    }
  }, [data, packing])
  return packing && latest?.data === data ? latest?.unpacked : undefined
}

/** Binary bytes as structure, a moment after they are shown. */
function useStructure({ bytes, refusal }: Reading): StructureText | undefined {
  const [latest, setLatest] = useState<{ bytes: Uint8Array; text: StructureText | undefined }>()
  const isBinary = refusal === 'binary' || refusal === 'invalid-utf8'
  useEffect(() => {
    if (!bytes || !isBinary) return
    let isCurrent = true
    void structures.needed().then(({ readStructure }) => {
      if (isCurrent) setLatest({ bytes, text: readStructure(bytes) })
    })
    return () => {
      isCurrent = false
    }
  }, [bytes, isBinary])
  return isBinary && latest?.bytes === bytes ? latest?.text : undefined
}

async function unpackValue(data: Uint8Array, packing: Compression): Promise<Unpacked> {
  const { tryUnpack } = await packer.needed()
  const result = await tryUnpack(packing, data)
  return result instanceof Uint8Array
    ? { packing, bytes: result }
    : { packing, bytes: data, refusal: result }
}
