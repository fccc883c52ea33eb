'use client'

import type { ReactNode } from 'react'
import { Banner } from '@/components/ui/banner'
import { ScrollRegion } from '@/components/ui/scroll-region'
import { useTranslations } from '@/lib/messages/use-translations'
import type { AclEntry } from '@/lib/znode/acl'
import { AclChanges } from './acl-changes'

type Acl = readonly AclEntry[] | null

/** What a recorded change did to the ACL. */
export function AclDiff(props: { before: Acl; after: Acl; actions: ReactNode }) {
  const { before, after } = props
  const t = useTranslations('history.acl')
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center justify-end gap-2 border-b border-line px-4 py-1.5">
        {props.actions}
      </div>
      <ScrollRegion label={t('label')} className="min-h-0 flex-1 overflow-auto bg-panel">
        {before ? null : <Banner>{t('beforeUnknown')}</Banner>}
        {after ? null : <Banner tone="warning">{t('afterUnknown')}</Banner>}
        <AclChanges before={before} after={after} label={t('label')} />
      </ScrollRegion>
    </>
  )
}
