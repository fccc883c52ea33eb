'use client'

import type { ReactNode } from 'react'
import { Ago } from '@/components/format/ago'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { useClusterState } from '@/lib/client/use-live'
import { useTranslations } from '@/lib/messages/use-translations'
import type { NodeBodyProps } from './node-panel'

/** What makes the panel below less than the present truth. */
export function NodeNews({ view, editing }: Pick<NodeBodyProps, 'view' | 'editing'>) {
  const t = useTranslations('node')
  const edit = useTranslations('edit')
  const common = useTranslations('common')
  const problems = useTranslations('problem')
  const cluster = useClusterState()
  const { deletedAt, problem, stat, status } = view
  const ago = (): ReactNode => (deletedAt ? <Ago at={deletedAt} /> : null)
  const isStale = cluster.view !== 'live' && cluster.view !== 'connecting'
  return (
    <>
      {status === 'missing' && stat && deletedAt && !editing.isOpen ? (
        <Banner tone="danger">{t.rich('vanished', { ago })}</Banner>
      ) : null}
      {status === 'error' && stat && problem && !isStale ? (
        <Banner tone="warning" actions={<Button onClick={view.reload}>{common('retry')}</Button>}>
          {problems(problem.code)}
        </Banner>
      ) : null}
      {editing.session.saved?.isRecreated && !editing.isOpen ? (
        <Banner tone="warning" role="alert">
          {edit('overRecreated')}
        </Banner>
      ) : null}
    </>
  )
}
