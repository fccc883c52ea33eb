'use client'

import { useCluster } from '@/components/cluster/cluster-context'
import { useChangeWords } from '@/components/format/change-words'
import { sayNotice } from '@/components/notice/notice'
import type { ChangeInFull } from '@/lib/api/history'
import { ApiError, request } from '@/lib/client/transport/request'
import { useTranslations } from '@/lib/messages/use-translations'
import type { ZnodePath } from '@/lib/znode/path'
import type { Hex64 } from '@/lib/znode/zxid'
import { recordedDeletion } from './recorded-deletion'
import { undoOf } from './undo-of'
import { useUndo, useUndoReason } from './use-undo'

const GONE = { status: 'missing', data: null, stat: null, isRead: false } as const
/** A deletion is recorded a moment after it is seen (ms). */
const MOMENT_MS = 400
const TRIES = 5

const WHY_NOT = {
  failed: 'failed',
  never: 'why.notKept',
  notYet: 'notYet',
  recreated: 'why.recreated',
} as const

/** Creates a deleted znode again as it was recorded, by way of a review. */
export function useBringBack(): (path: ZnodePath, czxid: Hex64) => Promise<void> {
  const t = useTranslations('undo')
  const { id } = useCluster()
  const undo = useUndo()
  const reasonOf = useUndoReason()
  const wordsOf = useChangeWords()
  return async (path, czxid) => {
    const found = await deletionOf(id, path, czxid)
    if (typeof found === 'string') return sayNotice(t(WHY_NOT[found]))
    const plan = undoOf(found, GONE)
    if (plan?.kind !== 'create') return sayNotice(t('why.notKept'))
    const { what } = wordsOf(found.change)
    await undo({ path, reason: reasonOf({ ...found.change, what }), ...plan })
  }
}

/** The recorded deletion of `path`, of the incarnation that is named; else why there is none. */
async function deletionOf(
  cluster: string,
  path: ZnodePath,
  czxid: Hex64,
): Promise<ChangeInFull | keyof typeof WHY_NOT> {
  let found: ReturnType<typeof recordedDeletion> = 'never'
  try {
    for (let tried = 0; tried < TRIES; tried++) {
      const { changes } = await request('listChanges', {
        cluster,
        query: { path, limit: '1' },
      })
      found = recordedDeletion(changes[0], czxid)
      if (typeof found === 'object') {
        const query = { path, id: String(found.id) }
        return await request('readChange', { cluster, query })
      }
      await new Promise((resolve) => setTimeout(resolve, MOMENT_MS))
    }
    return found
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return 'failed'
  }
}
