'use client'

import { Waypoints } from 'lucide-react'
import type { Place } from '@/components/navigation/place'
import { PlaceLink } from '@/components/navigation/place-link'
import { buttonStyle } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { useTranslations } from '@/lib/messages/use-translations'
import { ROOT } from '@/lib/znode/path'
import { NodePanel } from './node-panel'

/** The znode that the address names, or why it names none. */
export function NodePane({ place }: { place: Place }) {
  const t = useTranslations('node.invalid')
  const { path, asked, tab } = place
  if (path) return <NodePanel key={path} path={path} tab={tab} />
  return (
    <EmptyState
      role="alert"
      icon={<Waypoints aria-hidden />}
      title={t('title')}
      action={
        <PlaceLink path={ROOT} className={buttonStyle()}>
          {t('home')}
        </PlaceLink>
      }
    >
      <p className="font-mono text-value whitespace-pre-wrap">{asked}</p>
      <p className="mt-1">{t('what')}</p>
    </EmptyState>
  )
}
