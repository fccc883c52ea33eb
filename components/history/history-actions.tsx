'use client'

import { ExternalLink, RotateCcw } from 'lucide-react'
import { placeHref } from '@/components/shell/place'
import { ScreenLink, useScreens } from '@/components/shell/screen-link'
import { Button, buttonStyle } from '@/components/ui/button'
import { toBytes } from '@/lib/client/base64'
import { keepDraft } from '@/lib/client/drafts'
import { useTranslations } from '@/lib/messages/use-translations'
import { PLAIN } from '@/lib/payload/lens'
import { restorableOf } from './restorable'
import type { ChangeInFull } from './use-change'

/** From a change on: to its znode, or back to life as a draft that is reviewed before it is saved. */
export function HistoryActions({ cluster, found }: { cluster: string; found: ChangeInFull }) {
  const t = useTranslations('history')
  const { change } = found
  const place = placeHref(change.path, change.kind === 'deleted' ? 'value' : 'history')
  return (
    <>
      {change.kind === 'deleted' ? <RestoreDeleted cluster={cluster} found={found} /> : null}
      <ScreenLink screen="tree" query={place} className={buttonStyle({})}>
        <ExternalLink aria-hidden className="size-3.5" />
        {t('openNode')}
      </ScreenLink>
    </>
  )
}

function RestoreDeleted({ cluster, found }: { cluster: string; found: ChangeInFull }) {
  const t = useTranslations('history.restore')
  const screens = useScreens()
  const { change, before } = found
  const kept = before.state === 'none' ? { lens: PLAIN, text: '' } : restorableOf(before)
  const version = change.before?.version
  const { czxid } = change
  const isKnown = kept !== undefined && version != null && czxid !== null
  const restore = () => {
    if (!isKnown) return
    const base = toBytes(before.data)
    keepDraft(cluster, change.path, { ...kept, version, czxid, base, at: Date.now() })
    screens.open('tree', placeHref(change.path))
  }
  return (
    <Button blocked={isKnown ? undefined : t('notKept')} onClick={restore}>
      <RotateCcw aria-hidden className="size-3.5" />
      {t('button')}
    </Button>
  )
}
