'use client'

import { useEffect, useReducer } from 'react'
import { useLiveStore } from '@/lib/client/use-live'
import { createZnode, type Outcome, setZnode, type Written } from '@/lib/client/writes'
import type { ZnodeView } from '@/lib/client/znode-store'
import { decodeText, encodeText } from '@/lib/payload/text'
import type { ZnodePath } from '@/lib/znode/path'
import {
  type Clash,
  clashOf,
  type EditSession,
  hasSettled,
  reduce,
  type Version,
  VIEWING,
} from './edit-session'
import { toVersion } from './to-version'
import { useDraft } from './use-draft'

export type Editing = {
  readonly session: EditSession
  readonly clash: Clash
  /** What the editor shows: mine, else the live value. */
  readonly text: string
  readonly isOpen: boolean
  readonly isKept: boolean
  readonly begin: () => void
  readonly type: (text: string) => void
  readonly save: () => void
  /** Writes mine over `theirs`, which the person has on screen. */
  readonly overwrite: (theirs: Version) => void
  readonly recreate: () => void
  readonly compare: (isComparing: boolean) => void
  /** Leaves the editor and forgets what was typed. */
  readonly discard: () => void
}

/** The edit of the value of one znode, from the first keystroke to ZooKeeper's acknowledgement. */
export function useEditSession(path: ZnodePath, view: ZnodeView): Editing {
  const store = useLiveStore()
  const { isKept, read, keep, drop } = useDraft(store.cluster, path)
  const [session, act] = useReducer(reduce, VIEWING)
  useEffect(() => {
    const mine = read()
    if (mine) act({ type: 'restored', mine })
  }, [read])
  const live = toVersion(view)
  const liveText = live?.data ? (decodeText(live.data) ?? '') : ''
  const text = session.mine?.text ?? liveText
  const isSettled = session.phase === 'settling' && hasSettled(session, live)
  useEffect(() => {
    if (isSettled) act({ type: 'settled' })
  }, [isSettled])

  const write = async (attempt: (data: Uint8Array) => Promise<Outcome<Written>>) => {
    if (!session.mine || session.phase !== 'editing') return
    act({ type: 'saving' })
    const outcome = await attempt(encodeText(session.mine.text))
    if (!outcome.ok)
      return act({ type: 'failed', problem: outcome.problem, current: toCurrent(outcome.problem) })
    drop()
    act({ type: 'saved', version: outcome.stat.version, czxid: outcome.stat.czxid })
  }
  const replace = (seen: Version) => void write((data) => setZnode(store, path, data, seen))
  return {
    session,
    clash: clashOf(session, live, view.status === 'missing'),
    text,
    isOpen: session.phase !== 'viewing',
    isKept,
    begin: () => act({ type: 'begin' }),
    type: (next) => {
      if (!live && !session.mine) return
      const base = session.mine?.base ?? live
      if (base && next !== text) keep({ base, text: next })
      if (base) act({ type: 'typed', text: next, live: base, liveText })
    },
    save: () => session.mine && replace(session.mine.base),
    overwrite: replace,
    recreate: () => void write((data) => createZnode(store, path, data)),
    compare: (isComparing) => act({ type: 'compare', isComparing }),
    discard: () => {
      drop()
      act({ type: 'close' })
    },
  }
}

function toCurrent(problem: { current?: Parameters<typeof toVersion>[0] | undefined }) {
  return problem.current && toVersion(problem.current)
}
