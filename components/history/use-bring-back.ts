'use client'

import { useUndo, useUndoReason } from '@/components/editor/use-undo'
import { useCluster } from '@/components/shell/cluster-context'
import { sayNotice } from '@/components/shell/notice'
import type { listChanges, readChange } from '@/lib/api/history'
import { ApiError, request } from '@/lib/client/api'
import { useTranslations } from '@/lib/messages/use-translations'
import type { ZnodePath } from '@/lib/znode/path'
import { useChangeWords } from './change-words'
import { undoOf } from './undo-of'
import type { ChangeInFull } from './use-change'

const HISTORY = '/api/clusters/{cluster}/history'
const GONE = { status: 'missing', data: null, stat: null, isRead: false } as const
/** A deletion is recorded a moment after it is seen (ms). */
const MOMENT_MS = 400
const TRIES = 5

/** Creates a deleted znode again as it was recorded, by way of a review. */
export function useBringBack(): (path: ZnodePath) => Promise<void> {
  const t = useTranslations('undo')
  const { id } = useCluster()
  const undo = useUndo()
  const reasonOf = useUndoReason()
  const wordsOf = useChangeWords()
  return async (path) => {
    const found = await newestOf(id, path)
    const plan = found && undoOf(found, GONE)
    if (!found || plan?.kind !== 'create') return sayNotice(t('why.notKept'))
    const { what } = wordsOf(found.change)
    await undo({ path, reason: reasonOf({ ...found.change, what }), ...plan })
  }
}

/** The recorded deletion of `path`; undefined where there is none, or nobody can be asked. */
async function newestOf(cluster: string, path: ZnodePath): Promise<ChangeInFull | undefined> {
  try {
    for (let tried = 0; tried < TRIES; tried++) {
      const { changes } = await request<typeof listChanges>('GET', HISTORY, {
        cluster,
        query: { path, limit: '1' },
      })
      const [newest] = changes
      if (newest?.kind === 'deleted') {
        const query = { path, id: String(newest.id) }
        return await request<typeof readChange>('GET', `${HISTORY}/change`, { cluster, query })
      }
      await new Promise((resolve) => setTimeout(resolve, MOMENT_MS))
    }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
  }
  return undefined
}
