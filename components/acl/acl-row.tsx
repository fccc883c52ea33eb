'use client'

import { Check, Minus } from 'lucide-react'
import type { ReactNode } from 'react'
import { useWords } from '@/components/format/use-words'
import { VisibleText } from '@/components/format/visible-text'
import { useTranslations } from '@/lib/messages/use-translations'
import { type AclEntry, isMasked, PERMISSIONS, type Permission } from '@/lib/znode/acl'

type RowProps = {
  readonly entry: AclEntry
  /** What it lets anyone change who reaches the ensemble, where that is worth a word. */
  readonly opened: readonly Permission[]
  /** What became of it. */
  readonly mark?: ReactNode
}

/** One entry of an ACL: who, and what they may do. */
export function AclRow({ entry, mark, ...props }: RowProps) {
  const t = useTranslations('node.acl')
  const words = useWords()
  const { scheme, id, permissions } = entry
  const opened = props.opened.map((permission) => t(`perm.${permission}`))
  const [user = '', hash] = id.split(':')
  const isDigest = scheme === 'digest' && hash !== undefined
  return (
    <tr className="border-b border-line align-top">
      <th scope="row" className="px-4 py-2 font-normal @max-lg/acl:ps-3 @max-lg/acl:pe-1">
        {mark ? <span className="mr-1.5">{mark}</span> : null}
        <Who entry={entry} />
        {opened.length > 0 ? (
          <span className="block text-meta text-chg">
            {t('anyoneMay', { rights: words.list(opened) })}
          </span>
        ) : null}
        <span className="block font-mono text-value text-faint [overflow-wrap:anywhere]">
          <VisibleText text={`${scheme}:${isDigest ? user : id}`} />
          {isDigest
            ? ` · ${isMasked([entry]) ? t('hidden') : t('hash', { hash: hash.slice(0, 6) })}`
            : ''}
        </span>
      </th>
      {PERMISSIONS.map((permission) => (
        <td
          key={permission}
          className="px-1 py-2 text-center last:pe-4 @max-lg/acl:px-0 @max-lg/acl:last:pe-2"
        >
          <Tick isSet={permissions.includes(permission)} />
        </td>
      ))}
    </tr>
  )
}

function Tick({ isSet }: { isSet: boolean }) {
  const t = useTranslations('node.acl')
  return (
    <>
      {isSet ? (
        <Check aria-hidden className="mx-auto size-4 text-text" />
      ) : (
        <Minus aria-hidden className="mx-auto size-3.5 text-edge" />
      )}
      <span className="sr-only">{t(isSet ? 'yes' : 'no')}</span>
    </>
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
