'use client'

import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useWriteBlock } from '@/components/cluster/use-write-block'
import type { Seen } from '@/components/delete/news-of-deletion'
import { useChangeWords } from '@/components/format/change-words'
import { lazyPart } from '@/components/loading/lazy-part'
import { Button } from '@/components/ui/button'
import { undoOf } from '@/components/undo/undo-of'
import { useUndo, useUndoReason } from '@/components/undo/use-undo'
import type { ChangeInFull } from '@/lib/api/history'
import { useZnode } from '@/lib/client/live/use-live'
import { useTranslations } from '@/lib/messages/use-translations'
import type { Stat } from '@/lib/znode/stat'

const DeleteDialog = lazyPart(
  () => import('@/components/delete/delete-dialog').then((code) => code.DeleteDialog),
  { place: 'dialog' },
)

const UndoAclDialog = lazyPart(
  () => import('./undo-acl-dialog').then((code) => code.UndoAclDialog),
  { place: 'dialog' },
)

/** Undoes a recorded change, by way of a review; nothing where that would change nothing. */
export function UndoChange({ found }: { found: ChangeInFull }) {
  const t = useTranslations('undo')
  const { change } = found
  const { path } = change
  const now = useZnode(path)
  const writing = useWriteBlock(path)
  const undo = useUndo()
  const reasonOf = useUndoReason()
  const { what } = useChangeWords()(change)
  const [deleting, setDeleting] = useState<{ stat: Stat; made: Seen; reason: string }>()
  const [aclReason, setAclReason] = useState<string>()
  const plan = undoOf(found, now)
  if (!plan || plan.kind === 'nothing') return null
  const blocked = plan.kind === 'blocked' ? t(`why.${plan.why}`) : writing
  const run = () => {
    const reason = reasonOf({ ...change, what })
    if (plan.kind === 'delete') setDeleting({ ...plan, reason })
    else if (plan.kind === 'acl') setAclReason(reason)
    else if (plan.kind !== 'blocked') void undo({ path, reason, ...plan })
  }
  return (
    <>
      <Button blocked={blocked} onClick={run}>
        <Undo2 aria-hidden className="size-3.5" />
        {t('change')}
      </Button>
      {aclReason === undefined ? null : (
        <UndoAclDialog change={change} reason={aclReason} onClose={() => setAclReason(undefined)} />
      )}
      {deleting ? (
        <DeleteDialog
          path={path}
          stat={now.stat ?? deleting.stat}
          isGone={now.status === 'missing'}
          reason={deleting.reason}
          made={deleting.made}
          onClose={() => setDeleting(undefined)}
          onDone={() => undefined}
        />
      ) : null}
    </>
  )
}
