'use client'

import { useCluster } from '@/components/cluster/cluster-context'
import { VisibleText } from '@/components/format/visible-text'
import type { Environment } from '@/lib/api/cluster'
import { useTranslations } from '@/lib/messages/use-translations'

const STRIPES: Record<Environment['color'], string> = {
  red: 'bg-del',
  amber: 'bg-chg',
  green: 'bg-new',
  blue: 'bg-key',
  neutral: 'bg-edge',
}

const CHIPS: Record<Environment['color'], string> = {
  red: 'bg-del-bg text-del',
  amber: 'bg-chg-bg text-chg',
  green: 'bg-new-bg text-new',
  blue: 'bg-raise text-key',
  neutral: 'bg-raise text-dim',
}

/** Along the top of every screen of the cluster: what it is for, by colour. */
export function EnvironmentStripe() {
  const { environment } = useCluster()
  if (!environment) return null
  return <div aria-hidden className={`h-[3px] shrink-0 ${STRIPES[environment.color]}`} />
}

/** The same in a word. */
export function EnvironmentChip() {
  const t = useTranslations('shell.cluster')
  const { environment } = useCluster()
  if (!environment) return null
  const { name, color } = environment
  return (
    <span
      title={t('environment', { name })}
      className={`inline-flex h-6 min-w-0 shrink items-center rounded-md px-2 text-[11px] font-semibold tracking-wide uppercase max-sm:sr-only ${CHIPS[color]}`}
    >
      <span className="truncate">
        <VisibleText text={name} />
      </span>
    </span>
  )
}
