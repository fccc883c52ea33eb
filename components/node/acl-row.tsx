'use client'

import type { ReactNode } from 'react'
import { VisibleText } from '@/components/format/visible-text'
import { Chip } from '@/components/ui/chip'
import { useTranslations } from '@/lib/messages/use-translations'
import type { AclEntry } from '@/lib/znode/acl'

/** One entry of an ACL: who, and what they may do. `mark` says what became of it. */
export function AclRow({ entry, mark }: { entry: AclEntry; mark?: ReactNode }) {
  const t = useTranslations('node.acl')
  const { scheme, id, permissions } = entry
  const [user = '', hash] = id.split(':')
  const isDigest = scheme === 'digest' && hash !== undefined
  return (
    <tr className="border-b border-line align-top">
      <th scope="row" className="px-4 py-2 font-normal">
        {mark ? <span className="mr-1.5">{mark}</span> : null}
        <Who entry={entry} />
        <span className="block font-mono text-value text-faint [overflow-wrap:anywhere]">
          <VisibleText text={`${scheme}:${isDigest ? user : id}`} />
          {isDigest ? ` · ${t('hash', { hash: hash.slice(0, 6) })}` : ''}
        </span>
      </th>
      <td className="px-4 py-2">
        <span className="flex flex-wrap gap-1">
          {permissions.map((permission) => (
            <Chip key={permission}>{t(`perm.${permission}`)}</Chip>
          ))}
          {permissions.length === 0 ? <Chip tone="del">{t('nothing')}</Chip> : null}
        </span>
      </td>
    </tr>
  )
}

function Who({ entry: { scheme, id } }: { entry: AclEntry }) {
  const t = useTranslations('node.acl')
  switch (scheme) {
    case 'world':
      return t('anyone')
    case 'digest':
      return t('digest', { user: id.split(':')[0] ?? '' })
    case 'ip':
    case 'sasl':
    case 'x509':
      return t(scheme, { id })
    case 'auth':
      return t('auth')
    default:
      return t('other', { scheme, id })
  }
}
