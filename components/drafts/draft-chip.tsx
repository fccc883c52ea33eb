'use client'

import type { Editing } from '@/components/editor/session/use-edit-session'
import { Ago } from '@/components/format/ago'
import { Chip } from '@/components/ui/chip'
import { hintProps } from '@/components/ui/tip'
import { useTranslations } from '@/lib/messages/use-translations'

/** Says that there is a draft, of which version, and whether it outlives the page. */
export function DraftChip({ editing }: { editing: Editing }) {
  const t = useTranslations('edit')
  const chip = useTranslations('node.chips')
  const { mine } = editing.session
  if (!mine) return null
  return (
    <Chip tone="chg" {...hintProps(editing.isKept ? undefined : t('unkept'))}>
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
