'use client'

import { CircleDashed, LockKeyhole } from 'lucide-react'
import { useState } from 'react'
import { NoContact, useIsCutOff } from '@/components/cluster/no-contact'
import { useWriteBlock } from '@/components/cluster/use-write-block'
import { lazyPart } from '@/components/loading/lazy-part'
import { PlaceLink } from '@/components/navigation/place-link'
import { Button, buttonStyle } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Skeleton } from '@/components/ui/skeleton'
import { useZnode } from '@/lib/client/live/use-live'
import { useTranslations } from '@/lib/messages/use-translations'
import { nameOf, parentOf, ROOT, type ZnodePath } from '@/lib/znode/path'
import { Unread } from './unread'

const DeletionHere = lazyPart(
  () => import('@/components/history/undo/deletion-here').then((code) => code.DeletionHere),
  { place: 'line' },
)
const CreateDialog = lazyPart(
  () => import('@/components/create/create-dialog').then((code) => code.CreateDialog),
  {
    place: 'dialog',
  },
)

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
    return (
      <EmptyState
        role="status"
        icon={<CircleDashed aria-hidden />}
        title={t('missing.title', { path })}
        action={<WaysOn missing={path} above={parentOf(path)} />}
      >
        {t('missing.what')}
        <DeletionHere path={path} />
      </EmptyState>
    )
  }
  if (view.status === 'denied') return <Denied path={path} hasStat={view.stat !== null} />
  return <Unread view={view} />
}

/** To the nearest znode above that exists; what lies right below it can be created. */
function WaysOn({ missing, above }: { missing: ZnodePath; above: ZnodePath }) {
  const t = useTranslations('node.missing')
  const { status } = useZnode(above)
  const blocked = useWriteBlock(missing)
  const [isCreating, setCreating] = useState(false)
  if (status === 'missing' && above !== ROOT)
    return <WaysOn missing={missing} above={parentOf(above)} />
  return (
    <span className="flex flex-wrap justify-center gap-2">
      <PlaceLink path={above} className={buttonStyle()}>
        {t('parent', { path: above })}
      </PlaceLink>
      {above === parentOf(missing) && status === 'ready' ? (
        <Button blocked={blocked} onClick={() => setCreating(true)}>
          {t('create')}
        </Button>
      ) : null}
      {isCreating ? (
        <CreateDialog parent={above} asked={nameOf(missing)} onClose={() => setCreating(false)} />
      ) : null}
    </span>
  )
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
          <>
            <PlaceLink path={path} tab="acl" className={buttonStyle()}>
              {t('acl')}
            </PlaceLink>
            <PlaceLink path={path} tab="stat" className={buttonStyle()}>
              {t('stat')}
            </PlaceLink>
          </>
        ) : undefined
      }
    >
      {t(hasStat ? 'what' : 'whatHidden')}
    </EmptyState>
  )
}
