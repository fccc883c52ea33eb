'use client'

import { type ReactNode, useMemo } from 'react'
import { useTranslations } from '@/lib/messages/use-translations'
import {
  type AclEntry,
  changeableByAnyone,
  openedToAnyone,
  PERMISSIONS,
  toMask,
} from '@/lib/znode/acl'
import { AclRow } from './acl-row'

/** As many as anybody reads; a client may write tens of thousands. */
const MOST_ROWS = 500

type Rows = {
  readonly entries: readonly AclEntry[]
  /** The ACL that they are of; of those that are new in one, all that they open is news. */
  readonly acl?: readonly AclEntry[]
  readonly mark?: (entry: AclEntry) => ReactNode
}

/** The first entries of an ACL, and how many there are beside them. */
export function AclRows({ entries, acl, mark }: Rows) {
  const t = useTranslations('node.acl')
  const openedBy = useMemo(() => (acl ? openedToAnyone(acl) : changeableByAnyone), [acl])
  const count = entries.length - MOST_ROWS
  return (
    <>
      {keyed(entries.slice(0, MOST_ROWS)).map(({ key, entry }) => (
        <AclRow key={key} entry={entry} opened={openedBy(entry)} mark={mark?.(entry)} />
      ))}
      {count > 0 ? (
        <tr className="border-b border-line">
          <td colSpan={PERMISSIONS.length + 1} className="px-4 py-2 text-dim @max-lg/acl:px-3">
            {t('more', { count })}
          </td>
        </tr>
      ) : null}
    </>
  )
}

/** Entries that are alike once their hashes are masked are told apart by which of them they are. */
function keyed(entries: readonly AclEntry[]) {
  const seen = new Map<string, number>()
  return entries.map((entry) => {
    const { scheme, id, permissions } = entry
    const name = JSON.stringify([scheme, id, toMask(permissions)])
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return { key: `${name} ${count}`, entry }
  })
}
