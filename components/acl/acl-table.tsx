import type { ReactNode } from 'react'
import { tipProps } from '@/components/ui/tip'
import { useTranslations } from '@/lib/messages/use-translations'
import { PERMISSIONS } from '@/lib/znode/acl'

/** The frame of an ACL: `children` are its `AclRow`s, a column for each permission. */
export function AclTable({ label, children }: { label: string; children: ReactNode }) {
  const t = useTranslations('node.acl')
  return (
    <div className="@container/acl max-w-3xl">
      <table aria-label={label} className="w-full border-collapse text-left">
        <thead>
          <tr className="h-8 border-b border-line text-meta text-faint">
            <th scope="col" className="px-4 font-medium @max-lg/acl:px-3">
              {t('who')}
            </th>
            {PERMISSIONS.map((permission) => (
              <th
                key={permission}
                scope="col"
                className="w-18 px-1 text-center font-medium last:pe-4 @max-lg/acl:w-11.5 @max-lg/acl:px-0 @max-lg/acl:last:pe-2"
              >
                <span className="sr-only">{t(`perm.${permission}`)}</span>
                <span aria-hidden {...tipProps(t(`perm.${permission}`))}>
                  {t(`column.${permission}`)}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}
