'use client'

import type { ReactNode } from 'react'
import { AclRow } from '@/components/node/acl-row'
import { AclTable } from '@/components/node/acl-table'
import { Banner } from '@/components/ui/banner'
import { Chip } from '@/components/ui/chip'
import { ScrollRegion } from '@/components/ui/scroll-region'
import { useTranslations } from '@/lib/messages/use-translations'
import type { AclEntry } from '@/lib/znode/acl'

type Acl = readonly AclEntry[] | null

/** What a change of the ACL took away, gave and left. */
export function AclDiff(props: { before: Acl; after: Acl; actions: ReactNode }) {
  const { before, after } = props
  const t = useTranslations('history.acl')
  const [had, has] = [before, after].map((acl) => new Set(acl?.map(keyOf)))
  const gone = after ? (before ?? []).filter((entry) => !has?.has(keyOf(entry))) : []
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center justify-end gap-2 border-b border-line px-4 py-1.5">
        {props.actions}
      </div>
      <ScrollRegion label={t('label')} className="min-h-0 flex-1 overflow-auto bg-panel">
        {before ? null : <Banner>{t('beforeUnknown')}</Banner>}
        {after ? null : <Banner tone="warning">{t('afterUnknown')}</Banner>}
        <AclTable label={t('label')}>
          {gone.map((entry) => (
            <AclRow
              key={keyOf(entry)}
              entry={entry}
              mark={<Chip tone="del">{t('removed')}</Chip>}
            />
          ))}
          {(after ?? before ?? []).map((entry) => (
            <AclRow
              key={keyOf(entry)}
              entry={entry}
              mark={
                before && after && !had?.has(keyOf(entry)) ? (
                  <Chip tone="new">{t('added')}</Chip>
                ) : null
              }
            />
          ))}
        </AclTable>
      </ScrollRegion>
    </>
  )
}

function keyOf({ scheme, id, permissions }: AclEntry): string {
  return `${scheme}:${id}:${permissions.join()}`
}
