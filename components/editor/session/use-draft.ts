'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { type Draft, dropDraft, keepDraft, readDraft } from '@/lib/client/drafts/drafts'
import type { Mine } from '@/lib/client/drafts/unsaved-edit'
import { PLAIN, toLens } from '@/lib/payload/lens'
import type { ZnodePath } from '@/lib/znode/path'

const PAUSE_MS = 250

/** What was typed and not saved, kept in this browser a moment after the last keystroke. */
export function useDraft(cluster: string, path: ZnodePath) {
  const [isKept, setKept] = useState(true)
  const waiting = useRef<Mine | undefined>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  const read = useCallback(() => readMine(cluster, path), [cluster, path])

  const flush = useCallback(() => {
    clearTimeout(timer.current)
    const mine = waiting.current
    waiting.current = undefined
    if (!mine) return
    setKept(keepDraft(cluster, path, draftOf(mine)))
  }, [cluster, path])

  useEffect(() => {
    window.addEventListener('pagehide', flush)
    return () => {
      window.removeEventListener('pagehide', flush)
      flush()
    }
  }, [flush])

  const keep = (mine: Mine) => {
    waiting.current = mine
    clearTimeout(timer.current)
    timer.current = setTimeout(flush, PAUSE_MS)
  }
  /** Keeps it before whatever comes next. */
  const keepNow = (mine: Mine) => {
    waiting.current = mine
    flush()
  }
  const drop = useCallback(() => {
    waiting.current = undefined
    clearTimeout(timer.current)
    dropDraft(cluster, path)
  }, [cluster, path])
  return { isKept, read, keep, keepNow, drop }
}

function readMine(cluster: string, path: ZnodePath): Mine | undefined {
  const draft = readDraft(cluster, path)
  return draft && mineOf(draft)
}

/** What was written, as it is kept. */
export function draftOf({ base, text, lens, exact, attempt, reason }: Mine): Draft {
  const { data, version, czxid } = base
  return { version, czxid, base: data, text, lens, exact, attempt, reason, at: Date.now() }
}

/** What was written, as it was kept. */
export function mineOf(draft: Draft): Mine {
  const { base, version, czxid, at, ...kept } = draft
  const lens = toLens(draft.lens) ?? PLAIN
  return { ...kept, base: { data: base, version, czxid }, lens, restoredFrom: at }
}
