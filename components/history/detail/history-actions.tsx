'use client'

import { ExternalLink } from 'lucide-react'
import { UndoChange } from '@/components/history/undo/undo-change'
import { placeHref } from '@/components/navigation/place'
import { ScreenLink } from '@/components/navigation/screen-link'
import { buttonStyle } from '@/components/ui/button'
import type { ChangeInFull } from '@/lib/api/history'
import { useTranslations } from '@/lib/messages/use-translations'

/** From a change on: to its znode, or back to what was before it. */
export function HistoryActions({ found }: { found: ChangeInFull }) {
  const t = useTranslations('history')
  const { change } = found
  const place = placeHref(change.path, change.kind === 'deleted' ? 'value' : 'history')
  return (
    <>
      <UndoChange found={found} />
      <ScreenLink screen="tree" query={place} className={buttonStyle({})}>
        <ExternalLink aria-hidden className="size-3.5" />
        {t('openNode')}
      </ScreenLink>
    </>
  )
}
