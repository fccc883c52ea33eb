'use client'

import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { holdKeys } from '@/components/commands/held-keys'
import { useCommands } from '@/components/commands/use-commands'
import { lazyPart } from '@/components/loading/lazy-part'
import { Button } from '@/components/ui/button'
import type { ZnodeView } from '@/lib/client/live/znode-store'
import { useTranslations } from '@/lib/messages/use-translations'
import { ROOT, type ZnodePath } from '@/lib/znode/path'
import { isEphemeral } from '@/lib/znode/stat'

const CreateDialog = lazyPart(
  () => import('@/components/create/create-dialog').then((code) => code.CreateDialog),
  {
    place: 'dialog',
    early: true,
  },
)
const DeleteDialog = lazyPart(
  () => import('@/components/delete/delete-dialog').then((code) => code.DeleteDialog),
  {
    place: 'dialog',
    early: true,
  },
)

/** Create a child, delete the znode. `blocked`: why nothing can be written at all. */
export function NodeActions(props: {
  path: ZnodePath
  view: ZnodeView
  blocked: string | undefined
}) {
  const t = useTranslations('node')
  const { path, blocked } = props
  const [open, setOpen] = useState<'create' | 'delete'>()
  const { stat, status } = props.view
  const why = useReasons(path, props.view, blocked)
  const close = () => setOpen(undefined)
  const create = () => {
    holdKeys()
    setOpen('create')
  }
  useCommands('znode', [
    { label: t('create'), key: 'c', blocked: why.create, run: create },
    { label: t('delete'), blocked: why.delete, run: () => setOpen('delete') },
  ])
  return (
    <>
      <Button
        aria-label={t('create')}
        tip={t('create')}
        tipKey="c"
        blocked={why.create}
        onClick={create}
        className="@max-lg:px-0 @max-lg:w-7 pointer-coarse:@max-lg:w-10"
      >
        <Plus aria-hidden className="size-4" />
        <span className="@max-lg:hidden">{t('child')}</span>
      </Button>
      <Button
        size="icon"
        aria-label={t('delete')}
        tip={t('delete')}
        blocked={why.delete}
        onClick={() => setOpen('delete')}
      >
        <Trash2 aria-hidden className="size-3.5" />
      </Button>
      {open === 'create' ? <CreateDialog parent={path} onClose={close} /> : null}
      {open === 'delete' && stat ? (
        <DeleteDialog path={path} stat={stat} isGone={status === 'missing'} onClose={close} />
      ) : null}
    </>
  )
}

function useReasons(path: ZnodePath, { status, stat }: ZnodeView, blocked: string | undefined) {
  const t = useTranslations('node.why')
  if (status === 'missing') return { create: t('gone'), delete: t('gone') }
  if (!stat) return { create: t('loading'), delete: t('loading') }
  const isParent = stat.numChildren > 0
  return {
    create: isEphemeral(stat) ? t('ephemeral') : blocked,
    delete:
      path === ROOT ? t('root') : isParent ? t('children', { count: stat.numChildren }) : blocked,
  }
}
