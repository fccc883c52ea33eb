'use client'

import { useEffect, useState } from 'react'
import { ApiError, request } from '@/lib/client/transport/request'
import { runWhole } from '@/lib/tree/child-order'
import { findNames } from '@/lib/tree/find-names'
import { nameOf, parentOf, ROOT, type ZnodePath } from '@/lib/znode/path'

/** A person who types on is not answered (ms). */
const PAUSE_MS = 150
/** Shorter texts are in most names. */
const SHORTEST = 2
const LONGEST = 200
const MOST = 10

const NONE: readonly ZnodePath[] = []

/**
 * The znodes there are now whose names hold `text`, of those that the history has ever seen. Nothing
 * where there is no history, or it does not answer.
 */
export function useRecordedNames(cluster: string, text: string) {
  const [found, setFound] = useState<{ text: string; paths: readonly ZnodePath[] }>()
  const isAsked = text.length >= SHORTEST
  useEffect(() => {
    if (!isAsked) return
    const stop = new AbortController()
    const timer = setTimeout(async () => {
      const paths = await recorded(cluster, text, stop.signal).catch((error) => {
        if (error instanceof ApiError) return NONE
        throw error
      })
      if (!stop.signal.aborted) setFound({ text, paths })
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [cluster, text, isAsked])
  return {
    /** Of the last text that was answered. */
    paths: isAsked ? (found?.paths ?? NONE) : NONE,
    isBusy: isAsked && found?.text !== text,
  }
}

async function recorded(cluster: string, text: string, signal: AbortSignal) {
  const [word = ''] = text.split(/\s+/).sort((a, b) => b.length - a.length)
  const kinds = ['seen', 'created'] as const
  const pages = await Promise.all(
    kinds.map((kind) => {
      const query = { below: ROOT, name: word.slice(0, LONGEST), kind, limit: '100' }
      return request('listChanges', { cluster, query, signal })
    }),
  )
  const seen = new Set(pages.flatMap(({ changes }) => changes.map(({ path }) => path)))
  const lists = Array.from(seen, (path) => [parentOf(path), [nameOf(path)]] as const)
  return existing(cluster, runWhole(findNames(lists, text, MOST)), signal)
}

async function existing(cluster: string, paths: readonly ZnodePath[], signal: AbortSignal) {
  if (paths.length === 0) return NONE
  const { stats } = await request('readStats', {
    cluster,
    body: { paths: [...paths] },
    signal,
  })
  return stats.filter(({ stat }) => stat !== null).map(({ path }) => path)
}
