'use client'

import { useState } from 'react'
import { useCluster } from '@/components/shell/cluster-context'
import { lazyPart } from '@/components/ui/lazy-part'
import { useTranslations } from '@/lib/messages/use-translations'
import { useDraftedPaths } from './use-drafted-paths'

const DraftsDialog = lazyPart(() => import('./drafts-dialog').then((code) => code.DraftsDialog), {
  place: 'dialog',
  early: true,
})

/** How many drafts this browser keeps; nothing where there are none. */
export function DraftsButton() {
  const t = useTranslations('edit.drafts')
  const { id } = useCluster()
  const paths = useDraftedPaths(id)
  const [isOpen, setOpen] = useState(false)
  if (paths.length === 0 && !isOpen) return null
  return (
    <>
      <button
        type="button"
        className="flex h-6 items-center gap-1.5 text-chg hover:underline"
        onClick={() => setOpen(true)}
      >
        <span aria-hidden className="size-[7px] rounded-full bg-current" />
        {t('count', { count: paths.length })}
      </button>
      {isOpen ? <DraftsDialog paths={paths} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
