import type { ReactNode } from 'react'
import { useTranslations } from '@/lib/messages/use-translations'

/** The frame of an ACL: `children` are its `AclRow`s. */
export function AclTable({ label, children }: { label: string; children: ReactNode }) {
  const t = useTranslations('node.acl')
  return (
    <table aria-label={label} className="w-full border-collapse text-left">
      <thead>
        <tr className="h-8 border-b border-line text-[11.5px] text-faint">
          <th scope="col" className="px-4 font-medium">
            {t('who')}
          </th>
          <th scope="col" className="px-4 font-medium">
            {t('may')}
          </th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}
