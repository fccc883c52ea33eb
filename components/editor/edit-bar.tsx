'use client'

import { useTranslations } from 'use-intl'
import { Ago } from '@/components/format/ago'
import { useWords } from '@/components/format/use-words'
import { useCluster } from '@/components/shell/cluster-context'
import { MOD } from '@/components/shell/mod-key'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { Kbd } from '@/components/ui/kbd'
import { type Lens, sizeThrough } from '@/lib/payload/lens'
import { judgeSize } from '@/lib/payload/size'
import type { Editing } from './use-edit-session'

/** The commands of an open edit. `blocked`: why it cannot be reviewed now. */
export function EditBar({ editing, blocked }: { editing: Editing; blocked: string | undefined }) {
  const t = useTranslations('edit')
  const { session, clash, discard, go } = editing
  const why =
    (session.mine ? undefined : t('unchanged')) ??
    blocked ??
    (clash.kind === 'gone' ? t('gone.now') : undefined)
  return (
    <>
      <Button onClick={discard}>{session.mine ? t('discard') : t('done')}</Button>
      <Button variant="primary" blocked={why} onClick={() => go('reviewing')}>
        {t('review')}
        <Kbd>{MOD}↵</Kbd>
      </Button>
    </>
  )
}

/** Says that there is a draft, of which version, and whether it outlives the page. */
export function DraftChip({ editing }: { editing: Editing }) {
  const t = useTranslations('edit')
  const chip = useTranslations('node.chips')
  const { mine } = editing.session
  if (!mine) return null
  return (
    <Chip tone="chg" title={editing.isKept ? undefined : t('unkept')}>
      <span aria-hidden className="size-[7px] rounded-full bg-current" />
      {chip('draft')}
      <span className="max-sm:hidden">· {t('base', { version: mine.base.version })}</span>
      {mine.restoredFrom ? (
        <span className="max-xl:hidden">
          · <Ago at={mine.restoredFrom} />
        </span>
      ) : null}
      {editing.isKept ? null : <span>· {t('unkeptShort')}</span>}
    </Chip>
  )
}

/** Bytes of what is written, with a warning near the limit; a packed value is judged packed. */
export function SizeMeter({ text, lens }: { text: string; lens: Lens }) {
  const t = useTranslations('edit')
  const words = useWords()
  const bytes = sizeThrough(lens, text)
  if (!lens.packing) return <SizeVerdict bytes={bytes} />
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
  const max = words.size(maxValueBytes)
  const verdict = judgeSize(bytes, maxValueBytes)
  if (verdict === 'over')
    return (
      <Chip tone="del" role="alert">
        {t('over', { bytes: words.size(bytes), max })}
      </Chip>
    )
  if (verdict === 'near')
    return (
      <Chip tone="chg" role="status">
        {t('near', { percent: Math.floor((bytes * 100) / maxValueBytes), max })}
      </Chip>
    )
  return (
    <span className="text-meta text-faint tabular-nums">
      {t('size', { bytes: words.size(bytes), max })}
    </span>
  )
}
