'use client'

import { useEffect, useState } from 'react'
import { ApiError, request } from '@/lib/client/transport/request'
import type { ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'
import { authorOf, type LastAuthor } from './last-author'

/** A change is recorded a moment after it is seen (ms). */
const AGAIN_MS = [400, 1_600]

/** Who wrote the value that a stat is of, as far as the history knows; undefined where it does not. */
export function useLastAuthor(
  cluster: string,
  path: ZnodePath,
  { czxid, mzxid, version }: Stat,
): LastAuthor | undefined {
  const of = `${cluster} ${path} ${czxid} ${mzxid}`
  const [found, setFound] = useState<{ of: string; author: LastAuthor | undefined }>()
  useEffect(() => {
    const stop = new AbortController()
    const { signal } = stop
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async (tried: number) => {
      const query = { path, limit: '5' }
      const page = await request('listChanges', { cluster, query, signal })
      const author = authorOf(page.changes, { czxid, version })
      const pause = AGAIN_MS[tried]
      if (author !== 'notYet') setFound({ of, author })
      else if (pause !== undefined) timer = setTimeout(() => run(tried + 1), pause)
    }
    // What the history cannot tell is left out of the line.
    const run = (tried: number) =>
      void ask(tried).catch((error) => {
        if (!(error instanceof ApiError) && !signal.aborted) throw error
      })
    run(0)
    return () => {
      stop.abort()
      clearTimeout(timer)
    }
  }, [cluster, path, czxid, version, of])
  return found?.of === of ? found.author : undefined
}
