'use client'

import { Chip } from '@/components/ui/chip'
import { useTranslations } from '@/lib/messages/use-translations'
import type { AclEntry } from '@/lib/znode/acl'
import { AclRow } from './acl-row'
import { AclTable } from './acl-table'

type Acl = readonly AclEntry[] | null

/** What another ACL takes away, gives and leaves. `label`: of the table. */
export function AclChanges({ before, after, label }: { before: Acl; after: Acl; label: string }) {
  const t = useTranslations('history.acl')
  const [had, has] = [before, after].map((acl) => new Set(acl?.map(keyOf)))
  const gone = after ? (before ?? []).filter((entry) => !has?.has(keyOf(entry))) : []
  return (
    <AclTable label={label}>
      {gone.map((entry) => (
        <AclRow
          key={keyOf(entry)}
          entry={entry}
          acl={before ?? []}
          mark={<Chip tone="del">{t('removed')}</Chip>}
        />
      ))}
      {(after ?? before ?? []).map((entry) => (
        <AclRow
          key={keyOf(entry)}
          entry={entry}
          acl={after ?? before ?? []}
          mark={
            before && after && !had?.has(keyOf(entry)) ? <Chip tone="new">{t('added')}</Chip> : null
          }
        />
      ))}
    </AclTable>
  )
}

function keyOf({ scheme, id, permissions }: AclEntry): string {
  return `${scheme}:${id}:${permissions.join()}`
}
