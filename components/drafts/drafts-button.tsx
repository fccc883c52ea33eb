'use client'

import { useState } from 'react'
import { useCluster } from '@/components/cluster/cluster-context'
import { useTranslations } from '@/lib/messages/use-translations'
import { DraftsDialog } from './drafts-dialog'
import { useDraftedPaths } from './use-drafted-paths'

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
