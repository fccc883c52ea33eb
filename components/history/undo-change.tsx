'use client'

import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useUndo, useUndoReason } from '@/components/editor/use-undo'
import type { Seen } from '@/components/node/news-of-deletion'
import { useWriteBlock } from '@/components/node/use-write-block'
import { Button } from '@/components/ui/button'
import { lazyPart } from '@/components/ui/lazy-part'
import type { ChangeInFull } from '@/lib/api/history'
import { useZnode } from '@/lib/client/use-live'
import { useTranslations } from '@/lib/messages/use-translations'
import type { Stat } from '@/lib/znode/stat'
import { useChangeWords } from './change-words'
import { undoOf } from './undo-of'

const DeleteDialog = lazyPart(
  () => import('@/components/node/delete-dialog').then((code) => code.DeleteDialog),
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
