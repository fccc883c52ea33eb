'use client'

import { CloudAlert, FolderOpen } from 'lucide-react'
import { NoContact, useIsCutOff } from '@/components/cluster/no-contact'
import { useProblemWords } from '@/components/format/use-problem-words'
import { VisibleText } from '@/components/format/visible-text'
import { Banner } from '@/components/ui/banner'
import { EmptyState } from '@/components/ui/empty-state'
import { Skeleton } from '@/components/ui/skeleton'
import { useChildren } from '@/lib/client/live/use-live'
import { useTranslations } from '@/lib/messages/use-translations'
import type { ZnodePath } from '@/lib/znode/path'
import type { ChildActs } from './child-acts'
import { ChildTable } from './child-table'

/** The children as a table, or why there is none. `count`: what the znode's stat says. */
export function ChildrenTab(props: { path: ZnodePath; count: number; acts: ChildActs }) {
  const t = useTranslations('node.children')
  const common = useTranslations('common')
  const wordsOf = useProblemWords()
  const { path, count } = props
  const { status, names, problem } = useChildren(path)
  const isCutOff = useIsCutOff()
  if (status === 'ready' && names.length === 0)
    return (
      <EmptyState icon={<FolderOpen aria-hidden />} title={t('empty.title')}>
        {t('empty.what')}
      </EmptyState>
    )
  if (names.length > 0)
    return (
      <>
        {problem && !isCutOff ? (
          <Banner tone="warning">
            {t('behind')} {wordsOf(problem, 'reading')}
          </Banner>
        ) : null}
        <ChildTable path={path} all={names} acts={props.acts} />
      </>
    )
  if (isCutOff && (status === 'loading' || problem?.retriable)) return <NoContact />
  if (status === 'loading' || !problem)
    return <Skeleton label={common('loading')} rows={Math.min(count, 12)} />
  return (
    <EmptyState role="alert" icon={<CloudAlert aria-hidden />} title={t('failed')}>
      {t('count', { count })} {wordsOf(problem, 'reading')}{' '}
      <VisibleText text={problem.detail ?? ''} />
    </EmptyState>
  )
}
