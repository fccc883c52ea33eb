'use client'

import { useCluster } from '@/components/cluster/cluster-context'
import { useWords } from '@/components/format/use-words'
import { useOpenZnode } from '@/components/navigation/screen-link'
import { sayNotice } from '@/components/notice/notice'
import type { Version } from '@/lib/client/drafts/unsaved-edit'
import { useTranslations } from '@/lib/messages/use-translations'
import type { ZnodePath } from '@/lib/znode/path'

/** What a save did. */
export type SavedChange = {
  /** Undefined where nothing was there, or it is not known any more. */
  readonly before: Version | undefined
  readonly after: Pick<Version, 'version' | 'czxid'> & Partial<Pick<Version, 'data'>>
  readonly reason: string | undefined
}

/** Says that ZooKeeper acknowledged a save, and offers to undo it. */
export function useSavedNotice(path: ZnodePath): (change: SavedChange) => void {
  const t = useTranslations('undo')
  const words = useWords()
  const { id: cluster } = useCluster()
  const open = useOpenZnode()
  return ({ before, after: { version, czxid, data }, reason = null }) => {
    const at = Date.now()
    // Undoing is rare: its code comes when somebody may want it.
    const code =
      before && data !== undefined
        ? import('@/components/undo/undo').catch(() => undefined)
        : undefined
    const run = async () => {
      const undoing = await code
      if (!before || data === undefined || !undoing) return sayNotice(t('failed'))
      const what = t('step', { from: before.version, to: version })
      const why = undoing.reasonOfUndo({ what, reason, person: undefined, at }, t, words)
      const after = { version, czxid, data }
      await undoing.undo({ path, before: before.data, after, reason: why }, { cluster, t, open })
    }
    sayNotice(t('saved', { version }), code && { label: t('button'), run: () => void run() })
  }
}
