'use client'

import { type Dispatch, useEffect, useMemo, useReducer } from 'react'
import { useLiveStore } from '@/lib/client/use-live'
import { createZnode, type Outcome, setZnode, type Written } from '@/lib/client/writes'
import type { ZnodeView } from '@/lib/client/znode-store'
import { toHexText } from '@/lib/payload/hex-text'
import type { Lens } from '@/lib/payload/lens'
import type { Reading } from '@/lib/payload/reading'
import type { ZnodePath } from '@/lib/znode/path'
import {
  type Clash,
  clashOf,
  type EditAction,
  type EditSession,
  type EditStep,
  hasSettled,
  reduce,
  type Version,
  VIEWING,
} from './edit-session'
import { askWorker } from './text-work/ask-worker'
import { toVersion } from './to-version'
import { useDraft } from './use-draft'

export type Editing = {
  readonly session: EditSession
  readonly clash: Clash
  /** What the editor shows: mine, else the live value. */
  readonly text: string
  readonly isOpen: boolean
  readonly isKept: boolean
  readonly begin: (lens: Lens) => void
  readonly type: (text: string) => void
  /** Puts `text`, which `lens` makes bytes of, in place of the whole value. */
  readonly replaceBy: (lens: Lens, text: string) => void
  readonly go: (step: EditStep) => void
  /** Goes on with `text`, which holds what `theirs` changed, too. */
  readonly takeMerged: (text: string, theirs: Version) => void
  /** Sends what was reviewed. */
  readonly save: (reason: string | undefined) => void
  readonly recreate: (reason: string | undefined) => void
  /** Leaves the editor and forgets what was typed. */
  readonly discard: () => void
}

/** The edit of the value of one znode, from the first keystroke to ZooKeeper's acknowledgement. */
export function useEditSession(path: ZnodePath, view: ZnodeView, reading: Reading): Editing {
  const store = useLiveStore()
  const { isKept, read, keep, drop } = useDraft(store.cluster, path)
  const [session, act] = useReducer(reduce, VIEWING)
  useEffect(() => {
    const mine = read()
    if (mine) act({ type: 'restored', mine })
  }, [read])
  const live = toVersion(view)
  const { mine, phase } = session
  const liveText = useMemo(() => textOf(reading, session.lens), [reading, session.lens])
  const text = mine?.text ?? liveText ?? ''
  const isSettled = phase === 'settling' && hasSettled(session, live)
  useEffect(() => {
    if (isSettled) act({ type: 'settled' })
  }, [isSettled])

  const write = useWrite(session, act, drop)
  const put = (lens: Lens, next: string) => {
    const base = mine?.base ?? live
    if (!base) return
    if (next !== text) keep({ base, text: next, lens })
    act({ type: 'typed', text: next, lens, live: base, liveText })
  }
  return {
    session,
    clash: clashOf(session, live, view.status === 'missing'),
    text,
    isOpen: phase !== 'viewing' && (mine !== undefined || liveText !== undefined),
    isKept,
    begin: (lens) => act({ type: 'begin', lens }),
    type: (next) => session.lens && put(mine?.lens ?? session.lens, next),
    replaceBy: (lens, next) => {
      if (phase === 'viewing') act({ type: 'begin', lens })
      put(lens, next)
    },
    go: (step) => act({ type: 'step', step }),
    takeMerged: (merged, theirs) => {
      if (mine) keep({ base: theirs, text: merged, lens: mine.lens })
      act({ type: 'merged', text: merged, theirs })
    },
    save: (reason) => {
      if (!mine) return
      const seen = { ...mine.base, reason }
      void write((data) => setZnode(store, path, data, seen), seen)
    },
    recreate: (reason) =>
      void write((data) => createZnode(store, path, { data, reason }), undefined),
    discard: () => {
      drop()
      act({ type: 'close' })
    },
  }
}

type Attempt = (data: Uint8Array | null) => Promise<Outcome<Written>>

/** Makes bytes of what was typed and sends them; what became of it is told to the session. */
function useWrite(session: EditSession, act: Dispatch<EditAction>, drop: () => void) {
  const { mine, phase } = session
  return async (attempt: Attempt, seen: Version | undefined) => {
    if (!mine || phase !== 'editing') return
    act({ type: 'saving' })
    const made = await askWorker('write', [mine.lens, mine.text, mine.base.data])
    if (!made.ok) return act({ type: 'unsavable', refusal: made.refusal })
    const outcome = await attempt(made.data)
    if (!outcome.ok)
      return act({ type: 'failed', problem: outcome.problem, current: toCurrent(outcome.problem) })
    drop()
    const { version, czxid } = outcome.stat
    const isRecreated = seen !== undefined && seen.czxid !== czxid
    act({ type: 'saved', version, czxid, isRecreated })
  }
}

/** The value as `lens` shows it; undefined where it cannot. */
function textOf({ lens: own, text, bytes }: Reading, lens: Lens | undefined): string | undefined {
  if (!lens || lens.packing !== own.packing) return undefined
  if (lens.charset === 'hex') return toHexText(bytes ?? new Uint8Array())
  return lens.charset === own.charset ? text : undefined
}

function toCurrent(problem: { current?: Parameters<typeof toVersion>[0] | undefined }) {
  return problem.current && toVersion(problem.current)
}
