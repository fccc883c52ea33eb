'use client'

import { Chip } from '@/components/ui/chip'
import { useTranslations } from '@/lib/messages/use-translations'
import type { AclEntry } from '@/lib/znode/acl'
import { AclRows } from './acl-rows'
import { AclTable } from './acl-table'

type Acl = readonly AclEntry[] | null

/** What another ACL takes away, gives and leaves. `label`: of the table. */
export function AclChanges({ before, after, label }: { before: Acl; after: Acl; label: string }) {
  const t = useTranslations('history.acl')
  const [had, has] = [before, after].map((acl) => new Set(acl?.map(keyOf)))
  const gone = after ? (before ?? []).filter((entry) => !has?.has(keyOf(entry))) : []
  const isAdded = (entry: AclEntry) => before !== null && !had?.has(keyOf(entry))
  const added = after?.filter(isAdded) ?? []
  const others = after ? after.filter((entry) => !isAdded(entry)) : (before ?? [])
  return (
    <AclTable label={label}>
      <AclRows
        entries={gone}
        acl={before ?? []}
        mark={() => <Chip tone="del">{t('removed')}</Chip>}
      />
      <AclRows entries={added} mark={() => <Chip tone="new">{t('added')}</Chip>} />
      <AclRows entries={others} acl={after ?? before ?? []} />
    </AclTable>
  )
}

function keyOf({ scheme, id, permissions }: AclEntry): string {
  return JSON.stringify([scheme, id, permissions])
}
