'use client'

import { AclRows } from '@/components/acl/acl-rows'
import { Banner } from '@/components/ui/banner'
import { useTranslations } from '@/lib/messages/use-translations'
import type { Plan } from './use-plan'

/** The ACL that a created znode gets: its own as recorded, or, with a warning, an ancestor’s. */
export function PlanAcl({ restored }: { restored: Plan['acls'][number] }) {
  const t = useTranslations('history.plan.acl')
  const node = useTranslations('node.acl')
  const { acl, why, of, path } = restored
  return (
    <>
      {why ? <Banner tone="warning">{t(`why.${why}`, { of: of ?? '/' })}</Banner> : null}
      {acl ? (
        <details className="max-h-40 shrink-0 overflow-y-auto border-b border-line px-4 py-1.5">
          <summary className="cursor-pointer text-dim hover:text-text">
            {t(why ? 'inherited' : 'recorded', { count: acl.length })}
          </summary>
          <table aria-label={node('label', { path })} className="w-full border-collapse text-left">
            <tbody>
              <AclRows entries={acl} acl={acl} />
            </tbody>
          </table>
        </details>
      ) : null}
    </>
  )
}
