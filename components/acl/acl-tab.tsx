'use client'

import { CloudAlert, ShieldAlert } from 'lucide-react'
import { useCluster } from '@/components/cluster/cluster-context'
import { useProblemWords } from '@/components/format/use-problem-words'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ScrollRegion } from '@/components/ui/scroll-region'
import { Skeleton } from '@/components/ui/skeleton'
import { useTranslations } from '@/lib/messages/use-translations'
import type { AclEntry } from '@/lib/znode/acl'
import type { ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'
import { AclRows } from './acl-rows'
import { AclTable } from './acl-table'
import { useAcl } from './use-acl'

/** Who may do what with the znode, in words. */
export function AclTab({ path, stat }: { path: ZnodePath; stat: Stat }) {
  const t = useTranslations('node.acl')
  const common = useTranslations('common')
  const wordsOf = useProblemWords()
  const { answer, problem, retry } = useAcl(useCluster().id, path, stat)
  const acl = answer?.acl
  if (!acl && problem)
    return (
      <EmptyState
        role="alert"
        icon={<CloudAlert aria-hidden />}
        title={t('failed')}
        action={<Button onClick={retry}>{common('retry')}</Button>}
      >
        {wordsOf(problem, 'reading')}
      </EmptyState>
    )
  if (!acl) return <Skeleton label={common('loading')} rows={3} />
  if (acl.length === 0)
    return (
      <EmptyState icon={<ShieldAlert aria-hidden />} title={t('empty.title')}>
        {t('empty.what')}
      </EmptyState>
    )
  return (
    <ScrollRegion label={t('label', { path })} className="min-h-0 flex-1 overflow-auto bg-panel">
      {problem ? (
        <Banner tone="warning" actions={<Button onClick={retry}>{common('retry')}</Button>}>
          {t('behind')} {wordsOf(problem, 'reading')}
        </Banner>
      ) : null}
      {acl.some(isOpen) ? <Banner>{t('open')}</Banner> : null}
      <AclTable label={t('label', { path })}>
        <AclRows entries={acl} acl={acl} />
      </AclTable>
      <p className="px-4 py-2 text-meta text-faint">
        {t('version', { version: answer.stat.aversion })}
      </p>
    </ScrollRegion>
  )
}

function isOpen({ scheme, permissions }: AclEntry): boolean {
  return scheme === 'world' && permissions.includes('write')
}
