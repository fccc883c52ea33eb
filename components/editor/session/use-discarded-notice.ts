'use client'

import { useCluster } from '@/components/cluster/cluster-context'
import { sayNotice } from '@/components/notice/notice'
import { askEditor } from '@/components/write/edit-requests'
import { keepDraft, readDraft } from '@/lib/client/drafts/drafts'
import type { Mine } from '@/lib/client/drafts/unsaved-edit'
import { useTranslations } from '@/lib/messages/use-translations'
import type { ZnodePath } from '@/lib/znode/path'
import { draftOf } from './use-draft'

/** Says that a draft was discarded, and lets it be taken back: not over what was written since. */
export function useDiscardedNotice(): (path: ZnodePath, mine: Mine) => void {
  const t = useTranslations('edit')
  const undo = useTranslations('undo')
  const { id } = useCluster()
  return (path, mine) => {
    const takeBack = () => {
      if (askEditor(id, path, { type: 'restored', mine })) return
      if (readDraft(id, path)) sayNotice(undo('draftFirst'))
      else keepDraft(id, path, draftOf(mine))
    }
    sayNotice(t('discarded'), { label: t('undo'), run: takeBack })
  }
}
