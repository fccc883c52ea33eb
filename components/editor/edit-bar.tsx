'use client'

import { useCluster } from '@/components/cluster/cluster-context'
import type { Merging } from '@/components/editor/merge/use-merge'
import type { Editing } from '@/components/editor/session/use-edit-session'
import { useWords } from '@/components/format/use-words'
import { MOD } from '@/components/navigation/mod-key'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { Kbd } from '@/components/ui/kbd'
import { useTranslations } from '@/lib/messages/use-translations'
import { judgeSize } from '@/lib/payload/size'

/** What follows on writing: a look at the difference, or a merge where somebody saved meanwhile. */
export function nextStep({ clash }: Editing): 'reviewing' | 'merging' {
  return clash.kind === 'moved' ? 'merging' : 'reviewing'
}

/** The commands of an open edit. `blocked`: why it cannot be reviewed now. */
export function EditBar(props: {
  editing: Editing
  blocked: string | undefined
  merging: Merging
}) {
  const t = useTranslations('edit')
  const { editing, blocked, merging } = props
  const { session, discard, go } = editing
  const why = (session.mine ? undefined : t('unchanged')) ?? blocked
  return (
    <>
      <Button onClick={discard}>{session.mine ? t('discard') : t('done')}</Button>
      <Button variant="primary" blocked={why} onClick={() => go(nextStep(editing))}>
        {nextStep(editing) === 'merging' ? <MergeLabel merging={merging} /> : t('review')}
        <Kbd>{MOD}↵</Kbd>
      </Button>
    </>
  )
}

/** In how many places a merge has to ask, once that is known. */
export function MergeLabel({ merging }: { merging: Merging }) {
  const t = useTranslations('edit')
  return t('mergePlaces', { count: merging.at === 'done' ? merging.conflicts : 0 })
}

/** The `bytes` that are written, with a warning near the limit; a packed value is judged packed. */
export function SizeMeter({ bytes, isPacked }: { bytes: number; isPacked: boolean }) {
  const t = useTranslations('edit')
  const words = useWords()
  if (!isPacked) return <SizeVerdict bytes={bytes} />
  return (
    <span className="text-meta text-faint tabular-nums">
      {t('unpackedSize', { bytes: words.size(bytes) })}
    </span>
  )
}

/** How `bytes` that would be stored stand to the cluster's limit. */
export function SizeVerdict({ bytes }: { bytes: number }) {
  const t = useTranslations('edit')
  const words = useWords()
  const { maxValueBytes } = useCluster()
  const both = words.sizeAndLimit(bytes, maxValueBytes)
  const verdict = judgeSize(bytes, maxValueBytes)
  if (verdict === 'over')
    return (
      <Chip tone="del" role="alert">
        {t('over', both)}
      </Chip>
    )
  if (verdict === 'near')
    return (
      <Chip tone="chg" role="status">
        {t('near', { percent: Math.floor((bytes * 100) / maxValueBytes), max: both.max })}
      </Chip>
    )
  return <span className="text-meta text-faint tabular-nums">{t('size', both)}</span>
}
