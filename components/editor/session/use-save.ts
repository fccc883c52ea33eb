'use client'

import type { Dispatch } from 'react'
import { askWorker } from '@/components/code/text-worker/ask-worker'
import type { Mine, Version } from '@/lib/client/drafts/unsaved-edit'
import { useLiveStore } from '@/lib/client/live/use-live'
import { newUuid } from '@/lib/client/transport/uuid'
import { useDoubt } from '@/lib/client/writes/use-write-outcome'
import type { Outcome, Written } from '@/lib/client/writes/writes'
import type { Writing } from '@/lib/payload/lens'
import type { ZnodePath } from '@/lib/znode/path'
import type { EditAction, EditSession } from './edit-session'
import { toVersion } from './to-version'
import type { useDraft } from './use-draft'
import type { SavedChange } from './use-saved-notice'

type Saving = {
  readonly path: ZnodePath
  readonly session: EditSession
  readonly act: Dispatch<EditAction>
  readonly drafts: Pick<ReturnType<typeof useDraft>, 'keepNow' | 'drop'>
  readonly say: (change: SavedChange) => void
}

type Send = (data: Uint8Array | null, attempt: string) => Promise<Outcome<Written>>

/**
 * Makes bytes of what was typed and sends them; what became of it is told to the session. The draft
 * is kept until it is known that it was saved, with the attempt, so that a page that comes back
 * asks again.
 */
export function useSave(saving: Saving) {
  const { session, act, drafts, say } = saving
  const { mine, phase } = session
  useSaveInDoubt(saving)
  return async (send: Send, seen: Version | undefined) => {
    if (!mine || phase !== 'editing') return
    const attempt = newUuid()
    act({ type: 'saving', attempt })
    const made = await bytesOf(mine)
    if (!made.ok) return act({ type: 'unsavable', refusal: made.refusal })
    drafts.keepNow({ ...mine, attempt })
    const outcome = await send(made.data, attempt)
    if (outcome.ok) {
      drafts.drop()
      const { version, czxid } = outcome.stat
      const isRecreated = seen !== undefined && seen.czxid !== czxid
      const before = isRecreated ? undefined : seen
      say({ before, after: { version, czxid, data: made.data }, reason: mine.reason })
      return act({ type: 'saved', version, czxid, isRecreated })
    }
    const { problem } = outcome
    if (problem.code === 'outcome-unknown') return act({ type: 'doubted' })
    drafts.keepNow(known(mine))
    act({ type: 'failed', problem, current: problem.current && toVersion(problem.current) })
  }
}

/** What is stored of an edit. An earlier value is stored as it was, byte for byte. */
async function bytesOf({ lens, text, base, exact }: Mine): Promise<Writing> {
  if (exact !== undefined) return { ok: true, data: exact }
  return await askWorker('write', [lens, text, base.data])
}

/** Finds out what became of a save of which no answer came, in this visit or an earlier one. */
function useSaveInDoubt({ path, session, act, drafts, say }: Saving): void {
  const { cluster } = useLiveStore()
  const { mine, phase } = session
  const attempt = phase === 'doubting' ? mine?.attempt : undefined
  useDoubt(attempt === undefined ? undefined : { cluster, path, attempt }, (found) => {
    if (!mine) return
    if (found.outcome !== 'applied') {
      drafts.keepNow(known(mine))
      return act({ type: 'found', found })
    }
    drafts.drop()
    const { version, czxid } = found
    const isRecreated = false
    const made = { version: version ?? mine.base.version + 1, czxid: czxid ?? mine.base.czxid }
    say({ before: undefined, after: made, reason: undefined })
    act({ type: 'saved', ...made, isRecreated })
  })
}

function known(mine: Mine): Mine {
  return { ...mine, attempt: undefined }
}
