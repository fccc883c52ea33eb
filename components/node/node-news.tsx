'use client'

import type { ReactNode } from 'react'
import { useIsCutOff } from '@/components/cluster/no-contact'
import { Ago } from '@/components/format/ago'
import { useProblemWords } from '@/components/format/use-problem-words'
import { lazyPart } from '@/components/loading/lazy-part'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import type { NodeBodyProps } from '@/components/value/value-props'
import { useFact } from '@/lib/client/live/use-live'
import { useTranslations } from '@/lib/messages/use-translations'
import { isEphemeral, readableStat } from '@/lib/znode/stat'

const BringBack = lazyPart(
  () => import('@/components/history/undo/bring-back').then((code) => code.BringBack),
  { place: 'line' },
)

/** What makes the panel below less than the present truth. */
export function NodeNews({
  path,
  view,
  editing,
}: Pick<NodeBodyProps, 'path' | 'view' | 'editing'>) {
  const t = useTranslations('node')
  const edit = useTranslations('edit')
  const { deletedAt, stat, status } = view
  const ago = (): ReactNode => (deletedAt ? <Ago at={deletedAt} /> : null)
  return (
    <>
      {status === 'missing' && stat && deletedAt && !editing.isOpen ? (
        <Banner
          tone="danger"
          actions={isEphemeral(stat) ? null : <BringBack path={path} czxid={stat.czxid} />}
        >
          {t.rich('vanished', { ago })}
        </Banner>
      ) : null}
      <Behind path={path} view={view} />
      {editing.session.saved?.isRecreated && !editing.isOpen ? (
        <Banner tone="warning" role="alert">
          {edit('overRecreated')}
        </Banner>
      ) : null}
    </>
  )
}

/** What is shown was read; what is there by now could not be. */
function Behind({ path, view }: Pick<NodeBodyProps, 'path' | 'view'>) {
  const t = useTranslations('node')
  const common = useTranslations('common')
  const wordsOf = useProblemWords()
  const isCutOff = useIsCutOff()
  const present = readableStat(useFact(path)?.stat ?? null)
  const { isRead, problem, stat, status } = view
  if (!problem || !isRead || !stat || status === 'missing' || isCutOff) return null
  const isBehind = present && present.mzxid !== stat.mzxid
  return (
    <Banner tone="warning" actions={<Button onClick={view.reload}>{common('retry')}</Button>}>
      {isBehind ? t('behind', { shown: stat.version, present: present.version }) : null}{' '}
      {wordsOf(problem, 'reading')}
    </Banner>
  )
}
