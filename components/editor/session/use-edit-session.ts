'use client'

import { type Dispatch, useEffect, useEffectEvent, useReducer } from 'react'
import { sayNotice } from '@/components/notice/notice'
import { type EditRequest, type TakeIn, takeRequests } from '@/components/write/edit-requests'
import type { Mine, Version } from '@/lib/client/drafts/unsaved-edit'
import { useLiveStore } from '@/lib/client/live/use-live'
import type { ZnodeView } from '@/lib/client/live/znode-store'
import { createZnode, setZnode } from '@/lib/client/writes/writes'
import { useTranslations } from '@/lib/messages/use-translations'
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
  holdsWork,
  reduce,
  VIEWING,
} from './edit-session'
import { toVersion } from './to-version'
import { useDiscardedNotice } from './use-discarded-notice'
import { useDraft } from './use-draft'
import { useSave } from './use-save'
import { useSavedNotice } from './use-saved-notice'
import { useWriting } from './use-writing'

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
  /** Keeps why, so that going back to the text does not lose it. */
  readonly giveReason: (reason: string) => void
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
  const undo = useTranslations('undo')
  const store = useLiveStore()
  const drafts = useDraft(store.cluster, path)
  const { isKept, read, keep } = drafts
  const [session, act] = useReducer(reduce, VIEWING)
  useEffect(() => {
    const mine = read()
    if (mine) act({ type: 'restored', mine })
  }, [read])
  const live = toVersion(view)
  const { mine, phase } = session
  const isGone = view.status === 'missing'
  const { text, put, isReadable } = useWriting({ session, act, drafts, live, reading, isGone })
  const isSettled = phase === 'settling' && hasSettled(session, live)
  useEffect(() => {
    if (isSettled) act({ type: 'settled' })
  }, [isSettled])
  const save = useSave({ path, session, act, drafts, say: useSavedNotice(path) })
  const discard = useDiscard(path, mine, act, drafts)
  useRequests(store.cluster, path, {
    review: () => act({ type: 'step', step: 'reviewing' }),
    discard,
    takeIn: (request) => {
      if (holdsWork(session) || read()) return sayNotice(undo('draftFirst'))
      drafts.keepNow(request.mine)
      act(request)
    },
  })
  return {
    session,
    clash: clashOf(session, live, isGone),
    text,
    isOpen: phase !== 'viewing' && isReadable,
    isKept,
    begin: (lens) => act({ type: 'begin', lens }),
    type: (next) => session.lens && put(mine?.lens ?? session.lens, next),
    replaceBy: (lens, next) => {
      if (phase === 'viewing') act({ type: 'begin', lens })
      put(lens, next)
    },
    giveReason: (reason) => {
      if (mine) keep({ ...mine, reason })
      act({ type: 'reasoned', reason })
    },
    go: (step) => act({ type: 'step', step }),
    takeMerged: (merged, theirs) => {
      if (mine) keep({ ...mine, base: theirs, text: merged, attempt: undefined })
      act({ type: 'merged', text: merged, theirs })
    },
    save: (reason) => {
      if (!mine) return
      const seen = { ...mine.base, reason }
      void save((data, attempt) => setZnode(store, path, data, { ...seen, attempt }), seen)
    },
    recreate: (reason) => {
      const why = { reason, restores: mine?.base.czxid }
      void save((data, attempt) => createZnode(store, path, { data, attempt, ...why }), undefined)
    },
    discard,
  }
}

/** Leaves the editor; for a while, what was typed can be had back. */
function useDiscard(
  path: ZnodePath,
  mine: Mine | undefined,
  act: Dispatch<EditAction>,
  { drop }: Pick<ReturnType<typeof useDraft>, 'drop'>,
): () => void {
  const sayDiscarded = useDiscardedNotice()
  return () => {
    drop()
    act({ type: 'close' })
    if (mine) sayDiscarded(path, mine)
  }
}

/** What the list of drafts asks for is done here, where the draft is open. */
function useRequests(
  cluster: string,
  path: ZnodePath,
  on: {
    readonly review: () => void
    readonly discard: () => void
    readonly takeIn: (request: TakeIn) => void
  },
): void {
  const take = useEffectEvent((request: EditRequest) =>
    typeof request === 'string' ? on[request]() : on.takeIn(request),
  )
  useEffect(() => takeRequests(cluster, path, (request) => take(request)), [cluster, path])
}
