'use client'

import { CircleDashed, LockKeyhole } from 'lucide-react'
import { NoContact, useIsCutOff } from '@/components/shell/no-contact'
import { PlaceLink } from '@/components/shell/place-link'
import { buttonStyle } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Skeleton } from '@/components/ui/skeleton'
import type { useZnode } from '@/lib/client/use-live'
import { useTranslations } from '@/lib/messages/use-translations'
import { parentOf, type ZnodePath } from '@/lib/znode/path'
import { Unread } from './unread'

/** A znode of which nothing was ever read: not yet, not there, not allowed, not possible. */
export function NothingHere({
  path,
  view,
}: {
  path: ZnodePath
  view: ReturnType<typeof useZnode>
}) {
  const t = useTranslations('node')
  const isCutOff = useIsCutOff()
  if (view.status === 'loading' && isCutOff) return <NoContact />
  if (view.status === 'loading') return <Skeleton label={t('loading', { path })} />
  if (view.status === 'missing') {
    const parent = parentOf(path)
    return (
      <EmptyState
        role="status"
        icon={<CircleDashed aria-hidden />}
        title={t('missing.title', { path })}
        action={
          <PlaceLink path={parent} className={buttonStyle()}>
            {t('missing.parent', { path: parent })}
          </PlaceLink>
        }
      >
        {t('missing.what')}
      </EmptyState>
    )
  }
  if (view.status === 'denied') return <Denied path={path} hasStat={view.stat !== null} />
  return <Unread view={view} />
}

/** Older servers show the stat of a znode to everybody, whatever its ACL says. */
export function Denied({ path, hasStat }: { path: ZnodePath; hasStat: boolean }) {
  const t = useTranslations('node.denied')
  return (
    <EmptyState
      role="status"
      icon={<LockKeyhole aria-hidden />}
      title={t('title')}
      action={
        hasStat ? (
          <PlaceLink path={path} tab="stat" className={buttonStyle()}>
            {t('stat')}
          </PlaceLink>
        ) : undefined
      }
    >
      {t(hasStat ? 'what' : 'whatHidden')}
    </EmptyState>
  )
}
